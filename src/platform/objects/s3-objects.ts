import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import type http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'minio';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { ObjectMissing, Objects, StoreFault } from './objects.js';
import type { ByteRange, Kept, StoreFacts } from './objects.js';
import type { S3Address } from './s3-address.js';
import { s3Client } from './s3-client.js';
import { proveStore } from './s3-proof.js';
import { WorkFile, type Workbench } from './workbench.js';

const MiB = 1024 * 1024;
/** One part is held in memory; up to this size a file goes in one request. */
const PART_BYTES = 8 * MiB;
/** So long the server may stand still before it counts as gone. */
const STALL_MS = 20_000;
/** A request that sends is not looked at while it runs: it may take this long. */
const PART_MS = 55_000;
const NAME = /^[0-9a-f]{64}$/;

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

const isAbsent = (error: unknown) => ['NotFound', 'NoSuchKey', 'NoSuchVersion'].includes(codeOf(error));

/** Objects in an S3 bucket, `prefix/ab/abcd…`. What the server answers is not believed: every `put` is read back. */
export class S3Objects extends Objects {
  facts: StoreFacts = { kind: 's3', createIfAbsent: false, versions: false, locks: false };
  private readonly client: Client;
  private readonly bucket: string;

  constructor(
    private readonly address: S3Address,
    private readonly bench: Workbench,
    private readonly stallMs = STALL_MS,
  ) {
    super();
    this.bucket = address.bucket;
    this.client = s3Client(address, PART_BYTES);
  }

  async put(bytes: WorkFile | Uint8Array): Promise<Kept> {
    const { id, size } = await describe(bytes);
    const existed = (await this.stat(id))?.size === size && (await this.reads(id));
    if (existed) return { id, size, existed };
    await this.send(id, bytes, size);
    if (!(await this.reads(id))) throw new StoreFault(`the store did not keep object ${id}`);
    return { id, size, existed };
  }

  /** Two at once send the same bytes, so it does not matter who is last. */
  private async send(id: Sha256, bytes: WorkFile | Uint8Array, size: number): Promise<void> {
    const name = this.nameOf(id);
    if (bytes instanceof WorkFile && size > PART_BYTES) await this.sendParts(name, bytes);
    else await this.sendWhole(id, name, bytes instanceof WorkFile ? await readFile(bytes.path) : bytes);
  }

  /**
   * Only a request of one part may say "if absent" and be believed; on 412 somebody else was first, and the bytes are read
   * back like our own.
   */
  private async sendWhole(id: Sha256, name: string, bytes: Uint8Array): Promise<void> {
    const absent = this.facts.createIfAbsent && (await this.stat(id)) === null;
    const headers = absent ? { 'If-None-Match': '*' } : {};
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    try {
      await within(PART_MS, this.client.putObject(this.bucket, name, body, body.length, headers));
    } catch (error) {
      if (codeOf(error) !== 'PreconditionFailed') throw error;
    }
  }

  /** Part by part, each held in memory: the client's own stream never ends when its connection is cut. */
  private async sendParts(name: string, file: WorkFile): Promise<void> {
    const { client, bucket } = this;
    const uploadId = await within(this.stallMs, client.initiateNewMultipartUpload(bucket, name, {}));
    const handle = await open(file.path, 'r');
    const parts: { part: number; etag: string }[] = [];
    try {
      for (let at = 0; at < file.size; at += PART_BYTES) {
        const body = Buffer.alloc(Math.min(PART_BYTES, file.size - at));
        await handle.read(body, 0, body.length, at);
        const part = parts.length + 1;
        const asked = { bucketName: bucket, objectName: name, partNumber: part, headers: {} };
        const uploadID = encodeURIComponent(uploadId);
        const { etag } = await within(PART_MS, client.uploadPart({ ...asked, uploadID }, body));
        parts.push({ part, etag });
      }
      await within(PART_MS, client.completeMultipartUpload(bucket, name, uploadId, parts));
    } catch (error) {
      client.abortMultipartUpload(bucket, name, uploadId).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  }

  private async reads(id: Sha256): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of await this.open(id)) hash.update(chunk as Uint8Array);
    } catch (error) {
      if (error instanceof ObjectMissing) return false;
      throw error;
    }
    return hash.digest('hex') === id;
  }

  async open(id: Sha256, range?: ByteRange): Promise<Readable> {
    const name = this.nameOf(id);
    const asked =
      range === undefined
        ? this.client.getObject(this.bucket, name)
        : this.client.getPartialObject(this.bucket, name, range.start, range.end - range.start + 1);
    const source = await within(this.stallMs, asked).catch((error: unknown) => {
      throw isAbsent(error) ? new ObjectMissing(id) : error;
    });
    return Readable.from(this.whole(source as http.IncomingMessage), { objectMode: false });
  }

  /** A connection that is cut, or stands still, is an error and not the end of a shorter object. */
  private async *whole(source: http.IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
    let expected = Number(source.headers?.['content-length'] ?? Number.NaN);
    const stalled = () => source.destroy(new StoreFault('the store stopped sending'));
    let timer = setTimeout(stalled, this.stallMs);
    try {
      for await (const chunk of source as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        expected -= chunk.length;
        yield chunk;
        timer = setTimeout(stalled, this.stallMs);
      }
    } finally {
      clearTimeout(timer);
      source.destroy();
    }
    if (!Number.isNaN(expected) && expected !== 0) throw new StoreFault('the store sent another length');
  }

  async descriptor(id: Sha256): Promise<FileHandle> {
    const path = this.bench.freePath();
    try {
      await pipeline(await this.open(id), createWriteStream(path, { mode: 0o600 }));
      return await open(path, 'r');
    } finally {
      await rm(path, { force: true });
    }
  }

  async copyTo(id: Sha256, slot: { readonly path: string }): Promise<void> {
    await pipeline(await this.open(id), createWriteStream(slot.path, { flags: 'w' }));
  }

  async stat(id: Sha256): Promise<{ readonly size: number } | null> {
    try {
      const { size } = await within(this.stallMs, this.client.statObject(this.bucket, this.nameOf(id)));
      return { size };
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  /** With versions this leaves a marker; the versions go by the bucket's own lifecycle. */
  async remove(id: Sha256): Promise<void> {
    await within(this.stallMs, this.client.removeObject(this.bucket, this.nameOf(id)));
  }

  async *list(prefix: string): AsyncGenerator<{ id: Sha256; size: number }, void, undefined> {
    const folder = `${this.address.prefix}${prefix}/`;
    for await (const item of this.client.listObjectsV2(this.bucket, folder, true)) {
      const { name, size } = item as { name?: string; size: number };
      const id = name?.slice(folder.length) ?? '';
      if (NAME.test(id)) yield { id: sha256(id), size };
    }
  }

  async retain(id: Sha256): Promise<void> {
    if (!this.facts.locks) return;
    const until = new Date(Date.now() + this.address.retentionDays * 24 * 3600_000);
    const name = this.nameOf(id);
    const { versionId } = await within(this.stallMs, this.client.statObject(this.bucket, name));
    await within(
      this.stallMs,
      this.client.putObjectRetention(this.bucket, name, {
        mode: 'COMPLIANCE',
        retainUntilDate: until.toISOString(),
        ...(versionId ? { versionId } : {}),
      } as never),
    );
    if (!(await this.reads(id))) throw new StoreFault(`locking changed object ${id}`);
  }

  async lockedUntil(id: Sha256): Promise<Date | null> {
    if (!this.facts.locks) return null;
    try {
      const xml = await within(this.stallMs, this.retentionOf(id));
      const until = /<RetainUntilDate>([^<]+)<\//.exec(xml)?.[1];
      if (until === undefined)
        throw new StoreFault(`the store does not say until when object ${id} is locked`);
      return new Date(until);
    } catch (error) {
      if (isAbsent(error) || codeOf(error) === 'NoSuchObjectLockConfiguration') return null;
      throw error;
    }
  }

  /** As the store says it: the client reads one spelling of the answer, and servers have several. */
  private async retentionOf(id: Sha256): Promise<string> {
    const asked = { method: 'GET', bucketName: this.bucket, objectName: this.nameOf(id), query: 'retention' };
    const pieces: Buffer[] = [];
    for await (const piece of await this.client.makeRequestAsync(asked)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  }

  async room(): Promise<number | null> {
    return null;
  }

  async prove(): Promise<StoreFacts> {
    this.facts = await proveStore(this.client, this.bucket, `${this.address.prefix}probe/`);
    return this.facts;
  }

  private nameOf(id: Sha256): string {
    return `${this.address.prefix}${id.slice(0, 2)}/${id}`;
  }
}

async function describe(bytes: WorkFile | Uint8Array): Promise<{ id: Sha256; size: number }> {
  if (bytes instanceof WorkFile) {
    const { sha256: id, size } = await bytes.end();
    return { id, size };
  }
  return { id: sha256(createHash('sha256').update(bytes).digest('hex')), size: bytes.length };
}

/** The client knows no time-outs: a server that hangs must not hang us. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreFault('the store did not answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
