import { createHash } from 'node:crypto';
import { Refusal } from '../kernel/refusal.js';
import { keepObject } from '../platform/objects/keep-object.js';
import { findObject, recordObject } from '../platform/objects/object.store.js';
import type { Objects } from '../platform/objects/objects.js';
import { openVerified } from '../platform/objects/verified.js';
import type { WorkFile, Workbench } from '../platform/objects/workbench.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Database, Tx } from '../platform/postgres/database.js';
import { DigestCheck, withoutSha256, type Digests } from './content-digest.js';
import { UPLOAD_LIMITS } from './limits.js';

/** Bytes of one file as they come in over HTTP. */
export interface Arrival {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Where they go on; null: the file from its first byte, whatever came before. */
  readonly offset: number | null;
  /** The file ends with these bytes. */
  readonly complete: boolean;
  /** Content-Length, where the sender gave one. */
  readonly length: number | null;
  /** Of these bytes (Content-Digest). */
  readonly content: Digests;
  /** Of the whole file (Repr-Digest). */
  readonly whole: Digests;
}

/** A part that is kept among the objects. */
export interface FilePart {
  readonly start: number;
  readonly size: number;
  readonly sha256: Sha256;
}

/** The file that one request receives now, in the rows of the room that announced it; nobody else may meanwhile. */
export interface Receiving {
  /** Bytes announced. */
  readonly size: number;
  /** Their digest, where that was announced. */
  readonly announced: Sha256 | null;
  /** Bytes that stand in parts. */
  readonly received: number;
  /** Whether the SHA-512 of the whole file is wanted too. */
  readonly sha512?: true;
  /** False when it is no longer ours. */
  renew(): Promise<boolean>;
  /** Keeps a part. Refuses `upload.beingReceived` when it is no longer ours, or is not to come any more. */
  add(tx: Tx, part: FilePart): Promise<void>;
  /** Front to back. */
  parts(): Promise<readonly FilePart[]>;
  /** The parts are not needed any more. */
  drop(tx: Tx): Promise<void>;
}

/** Where bytes go that come in. */
export interface Shelves {
  readonly db: Database;
  readonly objects: Objects;
  readonly bench: Workbench;
}

/** What came is not the file: nothing of it is kept, and it can be sent again. */
const SPOILED: ReadonlySet<string> = new Set(['upload.wrongDigest', 'upload.wrongLength', 'upload.tooLarge']);

/**
 * Takes the bytes of one request. Gives what `record` makes of the file once it is whole; null when more of it is to come,
 * and then what came is kept. Refuses `upload.wrongOffset`, `upload.wrongLength`, `upload.wrongDigest`, `upload.tooLarge`
 * and `upload.beingReceived`; killed anywhere, the parts are there and the sender goes on or starts again.
 */
export async function receive<T>(
  shelves: Shelves,
  receiving: Receiving,
  arrival: Arrival,
  record: (file: WorkFile) => Promise<T>,
): Promise<T | null> {
  const { db } = shelves;
  const offset = arrival.offset ?? 0;
  if (arrival.offset !== null && offset !== receiving.received)
    throw new Refusal('upload.wrongOffset', { verwacht: receiving.received });
  checkLength(receiving.size - offset, arrival);
  if (arrival.offset === null && receiving.received > 0) await db.transaction((tx) => receiving.drop(tx));
  const reception = new Reception(shelves, receiving, offset);
  try {
    await reception.take(arrival);
    if (!arrival.complete && offset + reception.taken < receiving.size) {
      await reception.keepRest();
      return null;
    }
    return await record(await reception.whole(arrival));
  } catch (error) {
    if (error instanceof Refusal && SPOILED.has(error.code)) await db.transaction((tx) => receiving.drop(tx));
    throw error;
  } finally {
    await reception.close();
  }
}

/** Refuses `upload.wrongLength` when so many bytes are `left` and the request says that it brings others. */
export function checkLength(left: number, { length, complete }: Pick<Arrival, 'length' | 'complete'>): void {
  if (length === null || (length < left && !complete) || length === left) return;
  throw new Refusal('upload.wrongLength', { aangekondigd: left, ontvangen: length });
}

/** Whether these bytes are that file. Hashes without keeping anything. */
export async function isSame(
  file: { readonly size: number; readonly sha256: Sha256 | null },
  bytes: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > file.size) return false;
    hash.update(chunk);
  }
  return hash.digest('hex') === file.sha256;
}

/** A part is read whole, once, when a file is put together: then its name is its digest. */
const PART = { chunks: false } as const;

/**
 * The bytes of one request on their way: to a scratch file, and from there to the objects. A part is kept every 16 MiB,
 * but not more often than every two seconds (who sends that fast loses two seconds' work), and whatever there is when the
 * connection is cut. A request that begins at the file's first byte writes the file itself, of which its parts are copies: when
 * it is not cut nothing is put together again. One that goes on writes parts alone.
 */
class Reception {
  /** Bytes of this request so far. */
  taken = 0;
  /** The whole file, or the bytes that stand in no part yet. */
  private file: WorkFile | null = null;
  /** Bytes of the file that stand in parts. */
  private kept: number;
  private keptAt = performance.now();
  private lost = false;
  private readonly renewing: NodeJS.Timeout;

  constructor(
    private readonly shelves: Shelves,
    private readonly claim: Receiving,
    private readonly offset: number,
  ) {
    this.kept = offset;
    this.renewing = setInterval(() => void this.renew(), (shelves.db.leaseSeconds * 1000) / 3);
    this.renewing.unref();
  }

  /**
   * Takes all bytes. Refuses `upload.tooLarge`, `upload.wrongLength` and `upload.wrongDigest`: then nothing of this
   * request stays. When the bytes stop coming, what there is is kept.
   */
  async take({ bytes, complete, content, whole }: Arrival): Promise<void> {
    // the file's own SHA-256 is made on the bench anyway
    const all = this.offset === 0 && complete;
    const checks = [new DigestCheck(all ? withoutSha256(content) : content)];
    if (all) checks.push(new DigestCheck(withoutSha256(whole)));
    try {
      for await (const chunk of bytes) {
        this.taken += chunk.length;
        if (this.offset + this.taken > this.claim.size)
          throw new Refusal('upload.tooLarge', { grens: this.claim.size });
        if (this.lost) throw new Refusal('upload.beingReceived', {});
        for (const check of checks) check.update(chunk);
        this.file ??= await this.begin();
        await this.file.write(chunk);
        if (this.isDue()) await this.keepRest();
      }
    } catch (error) {
      if (isCut(error)) await this.keepRest().catch(() => undefined);
      throw error;
    }
    if (complete && this.offset + this.taken !== this.claim.size)
      throw new Refusal('upload.wrongLength', {
        aangekondigd: this.claim.size,
        ontvangen: this.offset + this.taken,
      });
    for (const check of checks) check.end();
  }

  /** Keeps what stands in no part yet as one. Killed between the two, there is an object that nothing names. */
  async keepRest(): Promise<void> {
    const { file } = this;
    if (file === null || this.kept === this.offset + this.taken) return;
    const { db, objects } = this.shelves;
    const part = this.offset === 0 ? await this.copied(file) : file;
    if (part === file) this.file = null;
    try {
      const object = await keepObject(db, objects, part);
      await db.transaction(async (tx) => {
        await recordObject(tx, object);
        await this.claim.add(tx, { start: this.kept, size: object.size, sha256: object.id });
      });
      this.kept += object.size;
      this.keptAt = performance.now();
    } finally {
      await part.drop();
    }
  }

  private async begin(): Promise<WorkFile> {
    const { bench } = this.shelves;
    return await (this.offset === 0 ? bench.create({ sha512: this.claim.sha512 }) : bench.create(PART));
  }

  /** What of the file stands in no part yet. */
  private async copied(file: WorkFile): Promise<WorkFile> {
    const part = await this.shelves.bench.create(PART);
    try {
      for await (const bytes of file.readFrom(this.kept)) await part.write(bytes);
      return part;
    } catch (error) {
      await part.drop();
      throw error;
    }
  }

  /** The whole file on the bench: as it came, or put together from its parts. Refuses `upload.wrongDigest`. */
  async whole({ content, whole }: Arrival): Promise<WorkFile> {
    const all = this.offset === 0;
    const file = all ? (this.file ??= await this.begin()) : await this.assemble(whole);
    const { sha256 } = await file.end();
    const named = (all ? [content, whole] : [whole]).map((expected) =>
      expected.get('sha-256')?.toString('hex'),
    );
    for (const expected of [this.claim.announced ?? undefined, ...named])
      if (expected !== undefined && expected !== sha256) throw new Refusal('upload.wrongDigest');
    return file;
  }

  private async assemble(expected: Digests): Promise<WorkFile> {
    await this.keepRest();
    const check = new DigestCheck(withoutSha256(expected));
    const { db, objects, bench } = this.shelves;
    const assembled = await bench.create({ sha512: this.claim.sha512 });
    this.file = assembled;
    let at = 0;
    for (const { start, size, sha256: id } of await this.claim.parts()) {
      if (start !== at) throw new Error(`a part before byte ${start} is missing`);
      const part = (await findObject(db.read, id)) ?? { id, size, chunks: null };
      for await (const chunk of openVerified(objects, part)) {
        check.update(chunk);
        await assembled.write(chunk);
      }
      at += size;
    }
    check.end();
    return assembled;
  }

  /** Leaves nothing on the bench. */
  async close(): Promise<void> {
    clearInterval(this.renewing);
    await this.file?.drop();
  }

  private isDue(): boolean {
    const loose = this.offset + this.taken - this.kept;
    return loose >= UPLOAD_LIMITS.partBytes && performance.now() - this.keptAt >= UPLOAD_LIMITS.partEveryMs;
  }

  private async renew(): Promise<void> {
    this.lost = !(await this.claim.renew().catch(() => true));
  }
}

/** The sender stopped, or his line did; the bytes that came are his. */
function isCut(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === 'upload.stalled' || error.code === 'upload.tooSlow';
  const { code } = error as { code?: string };
  return code === 'ECONNRESET' || code === 'ABORT_ERR' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
