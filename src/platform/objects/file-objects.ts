import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  statfs,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { ObjectMissing, Objects, StoreFault } from './objects.js';
import type { ByteRange, Kept, StoreFacts } from './objects.js';
import { WorkFile, type Workbench } from './workbench.js';

const NAME = /^[0-9a-f]{64}$/;
const READ_AHEAD = 256 * 1024;

async function sync(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/**
 * Objects as files, `ab/abcd…`, on one disk with the workbench. A file gets its name by a hard link, which is made or not
 * and never replaces another: killed before it nothing is there, after it everything. File, folder and the folder above
 * are fsynced before `put` returns.
 */
export class FileObjects extends Objects {
  readonly facts: StoreFacts = { kind: 'files', createIfAbsent: true, versions: false, locks: false };
  /** Folders of which this process knows that they survive a crash. */
  private readonly durable = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly bench: Workbench,
  ) {
    super();
  }

  async put(bytes: WorkFile | Uint8Array): Promise<Kept> {
    if (bytes instanceof WorkFile) return await this.keep(bytes);
    const file = await this.bench.create();
    try {
      await file.write(bytes);
      return await this.keep(file);
    } finally {
      await file.drop();
    }
  }

  private async keep(file: WorkFile): Promise<Kept> {
    const { size, sha256: id } = await file.end();
    const target = this.pathOf(id);
    const folder = path.dirname(target);
    await sync(file.path);
    await this.makeFolder(folder);
    const existed = !(await this.nameIt(file.path, target));
    if (existed) await this.mend(id, file.path, target);
    await sync(folder);
    const found = await this.stat(id);
    if (found?.size !== size) throw new StoreFault(`object ${id} is not there after it was kept`);
    return { id, size, existed };
  }

  /** False when the name is taken. A file system without hard links gets a copy, named by a rename. */
  private async nameIt(file: string, target: string): Promise<boolean> {
    try {
      await link(file, target);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
    }
    if ((await stat(target).catch(() => null)) !== null) return false;
    await this.replace(file, target);
    return true;
  }

  /** Somebody kept these bytes before, or is at it now: they must be whole and durable before we say so too. */
  private async mend(id: Sha256, file: string, target: string): Promise<void> {
    if (await isWhole(target, id)) await sync(target);
    else await this.replace(file, target);
  }

  /** By way of a copy: renaming one of two links to a file over the other does nothing at all. */
  private async replace(file: string, target: string): Promise<void> {
    const beside = `${target}.${randomUUID()}`;
    try {
      await copyFile(file, beside);
      await sync(beside);
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  private async makeFolder(folder: string): Promise<void> {
    if (this.durable.has(folder)) return;
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    await sync(this.root);
    if (first !== undefined && first.length <= this.root.length) await sync(path.dirname(first));
    this.durable.add(folder);
  }

  async open(id: Sha256, range?: ByteRange): Promise<Readable> {
    const handle = await this.descriptor(id);
    return createReadStream('', { fd: handle, highWaterMark: READ_AHEAD, ...range });
  }

  async descriptor(id: Sha256): Promise<FileHandle> {
    try {
      return await open(this.pathOf(id), 'r');
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new ObjectMissing(id) : error;
    }
  }

  async copyTo(id: Sha256, slot: { readonly path: string }): Promise<void> {
    try {
      await copyFile(this.pathOf(id), slot.path);
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new ObjectMissing(id) : error;
    }
  }

  async stat(id: Sha256): Promise<{ readonly size: number } | null> {
    try {
      return { size: (await stat(this.pathOf(id))).size };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(id: Sha256): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  async *list(prefix: string): AsyncGenerator<{ id: Sha256; size: number }, void, undefined> {
    const folder = path.join(this.root, prefix);
    for (const name of await readdir(folder).catch(() => [] as string[])) {
      if (!NAME.test(name)) continue;
      const found = await this.stat(sha256(name));
      if (found !== null) yield { id: sha256(name), size: found.size };
    }
  }

  async retain(): Promise<void> {
    // a disk keeps nobody with its password from removing: the copies elsewhere do (docs/operations.md)
  }

  async lockedUntil(): Promise<null> {
    return null;
  }

  async room(): Promise<number | null> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  async prove(): Promise<StoreFacts> {
    const bytes = Buffer.from(`scratch ${randomUUID()}`);
    const { id } = await this.put(bytes);
    await this.remove(id);
    return this.facts;
  }

  private pathOf(id: Sha256): string {
    return path.join(this.root, id.slice(0, 2), id);
  }
}

async function isWhole(file: string, id: Sha256): Promise<boolean> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: READ_AHEAD }))
    hash.update(chunk as Uint8Array);
  return hash.digest('hex') === id;
}
