import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { ObjectStore, spool, type Stored } from '../platform/objects/object-store.js';
import { Quarantine } from '../platform/platform.module.js';
import { Settings } from '../platform/settings.js';
import type { DeliveredFiles } from '../verify/judge-files.process.js';
import { deliveredFiles } from './delivered-files.js';
import { readSubmissionId, type Submission, type SubmissionFile, type SubmissionId } from './submission.js';

/** Bytes that arrived whole and are on disk, and belong to no submission yet. */
export interface TakenFile extends Stored {
  readonly path: string;
}

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);

/** A full disk is an answer (507), not a fault: nothing of the file is kept and the sender may try again. */
export function asNoSpace(error: unknown): unknown {
  const { code } = error as { code?: string };
  return code !== undefined && NO_SPACE.has(code) ? new Refusal('upload.noSpace') : error;
}

/**
 * Files on their way: from the socket (`incoming/`) to a place known by submission, number and hash (`received/`), and
 * from there to the objects or the quarantine. All on one file system, so that each step is a rename or a link: killed
 * before it, nothing happened; after it, all of it.
 */
@Injectable()
export class ReceivedFiles {
  private readonly incoming: string;
  private readonly received: string;

  constructor(
    settings: Settings,
    private readonly objects: ObjectStore,
    private readonly quarantine: Quarantine,
  ) {
    this.incoming = path.join(settings.varDir, 'upload', 'incoming');
    this.received = path.join(settings.varDir, 'upload', 'received');
  }

  /**
   * Streams `source` to disk while hashing, at most `limit` bytes, and fsyncs. Refuses `upload.tooLarge` and
   * `upload.noSpace`; whatever goes wrong, nothing is left.
   */
  async take(source: AsyncIterable<Uint8Array>, limit: number): Promise<TakenFile> {
    const file = path.join(this.incoming, randomUUID());
    try {
      await makeFolder(this.incoming);
      const stored = await spool(source, file, limit, () => new Refusal('upload.tooLarge', { grens: limit }));
      return { ...stored, path: file };
    } catch (error) {
      throw asNoSpace(error);
    }
  }

  async drop(taken: TakenFile): Promise<void> {
    await rm(taken.path, { force: true });
  }

  /** Gives the bytes their place, durably. Only after this may the database say that they arrived. */
  async place(taken: TakenFile, id: SubmissionId, index: number): Promise<void> {
    try {
      await makeFolder(this.received);
      await rename(taken.path, this.placeOf(id, index, taken.sha256));
      await syncFolder(this.received);
    } catch (error) {
      throw asNoSpace(error);
    }
  }

  /** Removes bytes that were placed and then not recorded. */
  async displace(id: SubmissionId, index: number, sha256: Sha256): Promise<void> {
    await rm(this.placeOf(id, index, sha256), { force: true });
  }

  /** The files of a complete submission that is not judged yet, as what their content says they are. */
  async recognised(submission: Submission): Promise<DeliveredFiles> {
    const headed = submission.files.map(async (file) => {
      const place = this.pathOf(submission.id, file);
      return { name: file.name, path: place, head: await readHead(place) };
    });
    return deliveredFiles(await Promise.all(headed));
  }

  /**
   * Keeps the bytes among the objects, while they also stay where they are: called before a delivery is recorded, so that
   * nothing is ever delivered whose bytes are not there. False when they are no longer here, because the submission was
   * settled meanwhile. When the delivery is not recorded after all, an object remains that nothing names.
   */
  async keepAsObjects(submission: Submission): Promise<boolean> {
    for (const file of submission.files) {
      const id = hashOf(submission.id, file);
      if (!(await this.objects.has(id))) await this.keepAsObject(this.pathOf(submission.id, file), id);
      if (!(await this.objects.has(id))) return false;
    }
    return true;
  }

  private async keepAsObject(place: string, id: Sha256): Promise<void> {
    try {
      const spooled = await this.objects.spoolFile();
      await link(place, spooled);
      await this.objects.keep(spooled, id);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw asNoSpace(error);
    }
  }

  /** Puts the bytes where the state says they belong. Safe to repeat; a sweep does so after a crash. */
  async settle(submission: Submission): Promise<void> {
    if (submission.state === 'open' || submission.state === 'judged') return;
    for (const file of submission.files) {
      if (file.sha256 === null || !(await isFile(this.pathOf(submission.id, file)))) continue;
      await this.settleFile(submission, file, file.sha256);
    }
  }

  private async settleFile(submission: Submission, file: SubmissionFile, id: Sha256): Promise<void> {
    const place = this.pathOf(submission.id, file);
    if (submission.state === 'refused') await this.quarantine.keep(place, id);
    else if (submission.state === 'abandoned') await rm(place, { force: true });
    else await this.objects.keep(place, id);
  }

  /** The bytes of a refused submission once more, to be received by another; null when the quarantine gave them up. */
  async copyRefused(from: Submission): Promise<TakenFile[] | null> {
    await this.settle(from);
    await makeFolder(this.incoming);
    const copies: TakenFile[] = [];
    for (const file of from.files) {
      const id = hashOf(from.id, file);
      if (!(await this.quarantine.has(id))) {
        for (const copy of copies) await this.drop(copy);
        return null;
      }
      const copy = { path: path.join(this.incoming, randomUUID()), sha256: id, size: file.size };
      await link(await this.quarantine.locate(id), copy.path);
      copies.push(copy);
    }
    return copies;
  }

  /** Submissions of which bytes stand here, whatever their state. */
  async present(): Promise<SubmissionId[]> {
    const names = await readdir(this.received).catch(() => [] as string[]);
    const ids = names.map((name) => readSubmissionId(name.slice(0, 36))).filter((id) => id !== null);
    return [...new Set(ids)];
  }

  /** Removes what `submission` (null: unknown to the database) does not name, when untouched since `before`. */
  async removeStrays(id: SubmissionId, submission: Submission | null, before: Date): Promise<void> {
    const named = new Set(submission?.files.map((file) => path.basename(this.pathOf(id, file))));
    const names = await readdir(this.received).catch(() => [] as string[]);
    for (const name of names) {
      if (name.startsWith(id) && !named.has(name)) await removeOld(path.join(this.received, name), before);
    }
  }

  /** Removes half files that a crash left in `incoming`, untouched since `before`. */
  async clearIncoming(before: Date): Promise<void> {
    const names = await readdir(this.incoming).catch(() => [] as string[]);
    for (const name of names) await removeOld(path.join(this.incoming, name), before);
  }

  private pathOf(id: SubmissionId, file: SubmissionFile): string {
    return this.placeOf(id, file.index, file.sha256);
  }

  private placeOf(id: SubmissionId, index: number, sha256: Sha256 | null): string {
    return path.join(this.received, `${id}-${index}-${sha256 ?? 'none'}`);
  }
}

function hashOf(id: SubmissionId, file: SubmissionFile): Sha256 {
  if (file.sha256 === null) throw new Error(`file ${file.index} of submission ${id} has not arrived`);
  return file.sha256;
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function isFile(file: string): Promise<boolean> {
  return await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function removeOld(file: string, before: Date): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null && found.ctime < before) await rm(file, { force: true });
}

/** Makes a folder and those above it; what is newly made is durable before anything is put in it. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await syncFolder(path.dirname(made));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
