import { Refusal } from '../kernel/refusal.js';
import { keepObject } from '../platform/objects/keep-object.js';
import { recordObject } from '../platform/objects/object.store.js';
import type { Objects } from '../platform/objects/objects.js';
import { openVerified } from '../platform/objects/verified.js';
import type { WorkFile, Workbench } from '../platform/objects/workbench.js';
import type { Database } from '../platform/postgres/database.js';
import { DigestCheck, NO_DIGESTS, withoutSha256, type Digests } from './content-digest.js';
import { UPLOAD_LIMITS } from './limits.js';
import { addPart, listParts, renewClaim, type Claim } from './receiving.store.js';
import type { SubmissionId } from './submission.js';

/** Bytes of one file as they come in over HTTP. */
export interface Arrival {
  readonly id: SubmissionId;
  readonly index: number;
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

/**
 * The bytes of one request on their way: to a scratch file, and from there to the objects. A part is kept every 16 MiB,
 * but not more often than every two seconds (who sends that fast loses two seconds' work), and whatever there is when the
 * connection is cut.
 */
export class Reception {
  /** Bytes of this request so far. */
  taken = 0;
  /** The bytes that stand in no part yet. */
  private file: WorkFile | null = null;
  private kept: number;
  private keptAt = performance.now();
  private lost = false;
  private readonly renewing: NodeJS.Timeout;

  constructor(
    private readonly db: Database,
    private readonly objects: Objects,
    private readonly bench: Workbench,
    private readonly claim: Claim,
    private readonly offset: number,
  ) {
    this.kept = offset;
    this.renewing = setInterval(() => void this.renew(), (db.leaseSeconds * 1000) / 3);
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
        this.file ??= await this.bench.create();
        await this.file.write(chunk);
        if (this.isDue(this.file)) await this.keepRest();
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
    if (file === null) return;
    this.file = null;
    try {
      const object = await keepObject(this.db, this.objects, file);
      await this.db.transaction(async (tx) => {
        await recordObject(tx, object);
        await addPart(tx, this.claim, { start: this.kept, size: object.size, sha256: object.id });
      });
      this.kept += object.size;
      this.keptAt = performance.now();
    } finally {
      await file.drop();
    }
  }

  /**
   * The whole file on the bench. A file of one part is that part; of more, one pass makes it and its digests. Refuses
   * `upload.wrongDigest`.
   */
  async whole({ content, whole }: Arrival): Promise<WorkFile> {
    const all = this.offset === 0;
    const file =
      this.kept === 0 && this.file !== null ? this.file : await this.assemble(all ? NO_DIGESTS : whole);
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
    const assembled = await this.bench.create();
    this.file = assembled;
    let at = 0;
    for (const part of await listParts(this.db.read, this.claim.submissionId, this.claim.index)) {
      if (part.start !== at) throw new Error(`a part of submission ${this.claim.submissionId} is missing`);
      for await (const chunk of openVerified(this.objects, {
        id: part.sha256,
        size: part.size,
        chunks: null,
      })) {
        check.update(chunk);
        await assembled.write(chunk);
      }
      at += part.size;
    }
    check.end();
    return assembled;
  }

  /** Leaves nothing on the bench. */
  async close(): Promise<void> {
    clearInterval(this.renewing);
    await this.file?.drop();
  }

  private isDue(file: WorkFile): boolean {
    return (
      file.size >= UPLOAD_LIMITS.partBytes && performance.now() - this.keptAt >= UPLOAD_LIMITS.partEveryMs
    );
  }

  private async renew(): Promise<void> {
    this.lost = !(await renewClaim(this.db, this.claim).catch(() => true));
  }
}

/** The sender stopped, or his line did; the bytes that came are his. */
function isCut(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === 'upload.stalled' || error.code === 'upload.tooSlow';
  const { code } = error as { code?: string };
  return code === 'ECONNRESET' || code === 'ABORT_ERR' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}
