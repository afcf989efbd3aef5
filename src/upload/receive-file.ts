import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { UPLOAD_LIMITS } from './limits.js';
import { ownerOf } from './owner.js';
import { ReceivedFiles, type TakenFile } from './received-files.store.js';
import { dutchState, fileOf, submissionNumber, withFile } from './submission.js';
import type { OpenSubmission, Submission, SubmissionFile, SubmissionId } from './submission.js';
import { findOwn, holdSubmission, recordFile } from './submission.store.js';
import { withinTime } from './within-time.js';
import { submissionReceived } from './events.js';

/** One file as it comes in over HTTP. */
export interface Arrival {
  readonly id: SubmissionId;
  readonly index: number;
  /** As they stream in, or already taken from a form. */
  readonly bytes: AsyncIterable<Uint8Array> | TakenFile;
  /** Content-Length, where the sender gave one. */
  readonly length: number | null;
  /** From Content-Digest, where the sender gave one. */
  readonly digest: Sha256 | null;
}

/**
 * Receives the bytes of one announced file. When this returns they are on disk and recorded; when it throws, or the
 * process dies, nothing of them counts and the same file can be sent again.
 */
@Injectable()
export class ReceiveFile {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly files: ReceivedFiles,
  ) {}

  /**
   * Refuses `upload.wrongLength`, `upload.wrongDigest`, `upload.tooLarge`, `upload.tooSlow`, `upload.noSpace`, and
   * `upload.alreadyReceived` for other bytes than those received; the same bytes again are always welcome.
   */
  async run(arrival: Arrival, actor: PersonActor): Promise<Submission> {
    const { id, index } = arrival;
    const submission = await findOwn(this.db.read, id, ownerOf(actor));
    const file = submission && fileOf(submission, index);
    if (!file) throw new Refusal('request.notFound');
    checkLength(file, arrival.length);
    const taken = await this.take(arrival.bytes, file.size);
    return await this.keep(taken, file, arrival, actor);
  }

  private async take(bytes: Arrival['bytes'], limit: number): Promise<TakenFile> {
    if ('sha256' in bytes) return bytes;
    return await this.files.take(withinTime(bytes, UPLOAD_LIMITS.receiveMs, this.clock), limit);
  }

  private async keep(
    taken: TakenFile,
    file: SubmissionFile,
    { id, digest }: Arrival,
    actor: PersonActor,
  ): Promise<Submission> {
    try {
      checkLength(file, taken.size);
      if (digest !== null && digest !== taken.sha256) throw new Refusal('upload.wrongDigest');
      const known = await findOwn(this.db.read, id, ownerOf(actor));
      if (known === null) throw new Refusal('request.notFound');
      if (hasAlready(known, file.index, taken.sha256)) return known;
      checkVacant(known, file.index);
      // killed after this, the bytes are a stray that a sweep removes, and the sender, who got no answer, sends again
      await this.files.place(taken, id, file.index);
      return await this.record(taken, file, id, actor);
    } finally {
      await this.files.drop(taken);
    }
  }

  /** Of two that send at once the first is recorded; the second finds its own bytes there, or is refused. */
  private async record(
    taken: TakenFile,
    file: SubmissionFile,
    id: SubmissionId,
    actor: PersonActor,
  ): Promise<Submission> {
    const at = this.clock.now();
    try {
      return await this.db.transaction(async (tx) => {
        const held = await holdSubmission(tx, id);
        if (hasAlready(held, file.index, taken.sha256)) return held;
        const open = checkVacant(held, file.index);
        await recordFile(tx, id, { index: file.index, sha256: taken.sha256, at });
        await logReceived(tx, open, { file, taken }, actor, at);
        return withFile(open, file.index, taken.sha256, at);
      });
    } catch (error) {
      if (error instanceof Refusal) await this.files.displace(id, file.index, taken.sha256);
      throw error;
    }
  }
}

function hasAlready(submission: Submission, index: number, sha256: Sha256): boolean {
  return fileOf(submission, index)?.sha256 === sha256;
}

/** What was received stays as it was received: another file needs another submission. */
function checkVacant(submission: Submission, index: number): OpenSubmission {
  if (submission.state === 'open' && fileOf(submission, index)?.sha256 === null) return submission;
  throw new Refusal('upload.alreadyReceived', {
    nummer: submissionNumber(submission),
    toestand: dutchState(submission.state),
  });
}

function checkLength(file: SubmissionFile, length: number | null): void {
  if (length !== null && length !== file.size)
    throw new Refusal('upload.wrongLength', { aangekondigd: file.size, ontvangen: length });
}

async function logReceived(
  tx: Tx,
  submission: Submission,
  { file, taken }: { file: SubmissionFile; taken: TakenFile },
  actor: PersonActor,
  at: Date,
): Promise<void> {
  const details = {
    number: submissionNumber(submission),
    index: file.index,
    fileName: file.name,
    size: taken.size,
    sha256: taken.sha256,
  };
  await append(tx, submissionReceived({ object: submission, actor, details }), at);
}
