import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { keepObject } from '../platform/objects/keep-object.js';
import { ObjectLeaving, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import type { KnownObject } from '../platform/objects/verified.js';
import { Workbench, type WorkFile } from '../platform/objects/workbench.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { submissionReceived } from './events.js';
import { putInTurn } from './judgement.store.js';
import { asNoSpace } from '../platform/objects/keep-named.js';
import { UPLOAD_LIMITS } from './limits.js';
import {
  claimFile,
  dropParts,
  isBeingReceived,
  receivingOf,
  releaseClaim,
  type Claim,
} from './receiving.store.js';
import { checkLength, isSame, receive, type Arrival } from './reception.js';
import { dutchState, fileOf, isComplete, submissionNumber, withFile } from './submission.js';
import type { OpenSubmission, Submission, SubmissionFile, SubmissionId } from './submission.js';
import { findOwn, holdSubmission, recordFile } from './submission.store.js';
import { withinTime } from './within-time.js';

/** Bytes that are sent to a file of a submission. */
interface FileArrival extends Arrival {
  readonly id: SubmissionId;
  readonly index: number;
}

/**
 * Receives the bytes of one announced file, by one request at a time. What came before a connection was cut is kept in
 * parts and any process can go on from there. When this returns with the file complete its bytes are durable and recorded,
 * and it waits for a judge; killed before that, the parts are there and the sender, who got no answer, goes on or starts
 * again.
 */
@Injectable()
export class ReceiveFile {
  constructor(
    readonly db: Database,
    private readonly clock: Clock,
    readonly objects: Objects,
    readonly bench: Workbench,
    private readonly settings: Settings,
  ) {}

  /**
   * Refuses `upload.wrongLength`, `upload.wrongDigest`, `upload.wrongOffset`, `upload.tooLarge`, `upload.tooSlow`,
   * `upload.stalled`, `upload.noSpace`, `upload.beingReceived`, and `upload.alreadyReceived` for other bytes than those
   * received; the same bytes again are always welcome.
   */
  async run(sent: FileArrival, actor: PersonActor): Promise<Submission> {
    const { id, index } = sent;
    const arrival = { ...sent, bytes: withinTime(sent.bytes, this.settings.waits) };
    const wanted = { id, index, token: randomUUID() };
    const claim = await claimFile(this.db, segmentOf(actor), wanted);
    if (claim === null) return await this.again(arrival, actor);
    let recorded = false;
    try {
      const after = await this.receive(claim, arrival, actor);
      recorded = fileOf(after, index)?.sha256 !== null;
      return after;
    } catch (error) {
      throw asNoSpace(error);
    } finally {
      // recorded, it holds no longer; and when this fails too, it ends by itself
      if (!recorded) await releaseClaim(this.db, claim).catch(() => undefined);
    }
  }

  /** The same for a file that was read from a form already. */
  async fromForm(
    { id, index, file }: { readonly id: SubmissionId; readonly index: number; readonly file: WorkFile },
    actor: PersonActor,
  ): Promise<Submission> {
    const claim = await claimFile(this.db, segmentOf(actor), { id, index, token: randomUUID() });
    if (claim === null) throw new Error(`file ${index} of submission ${id} is not there to receive`);
    return await this.record(file, claim, actor);
  }

  private async receive(claim: Claim, arrival: Arrival, actor: PersonActor): Promise<Submission> {
    const after = await receive(this, receivingOf(this.db, claim), arrival, (file) =>
      this.record(file, claim, actor),
    );
    return after ?? (await this.own(claim.submissionId, actor));
  }

  /** Names the bytes in the database. The object is there; only now does anybody say that the file arrived. */
  private async record(file: WorkFile, claim: Claim, actor: PersonActor): Promise<Submission> {
    for (;;) {
      const object = await keepObject(this.db, this.objects, file);
      try {
        return await act(this.db, actor, (tx) => this.name(tx, object, claim, actor));
      } catch (error) {
        if (!(error instanceof ObjectLeaving)) throw error;
        await sleep(200);
      }
    }
  }

  private async name(tx: Tx, object: KnownObject, claim: Claim, actor: PersonActor): Promise<Submission> {
    const { submissionId: id, index } = claim;
    const held = await holdSubmission(tx, id);
    const open = checkVacant(held, index);
    const at = this.clock.now();
    await recordObject(tx, object);
    await recordFile(tx, id, { index, sha256: object.id, at });
    if (claim.received > 0 || object.size > UPLOAD_LIMITS.partBytes) await dropParts(tx, id, index);
    const after = withFile(open, index, object.id, at);
    await logReceived(tx, after, fileOf(after, index)!, actor, at);
    if (isComplete(after)) await putInTurn(tx, after);
    return after;
  }

  private async own(id: SubmissionId, actor: PersonActor): Promise<Submission> {
    const found = await findOwn(this.db.read, id, segmentOf(actor));
    if (found === null) throw new Refusal('request.notFound');
    return found;
  }

  /** Why it is not to be received: it arrived before, or somebody is at it. The same bytes are no fault. */
  private async again(arrival: FileArrival, actor: PersonActor): Promise<Submission> {
    const submission = await this.own(arrival.id, actor);
    const file = fileOf(submission, arrival.index);
    if (file === null) throw new Refusal('request.notFound');
    if (await isBeingReceived(this.db.read, arrival.id, arrival.index))
      throw new Refusal('upload.beingReceived', { nummer: submissionNumber(submission) });
    if (arrival.offset === null) checkLength(file.size, arrival);
    if (arrival.offset === null && file.sha256 !== null && (await isSame(file, arrival.bytes)))
      return submission;
    throw alreadyReceived(submission);
  }
}

function alreadyReceived(submission: Submission): Refusal {
  return new Refusal('upload.alreadyReceived', {
    nummer: submissionNumber(submission),
    toestand: dutchState(submission.state),
  });
}

/** What was received stays as it was received: another file needs another submission. */
function checkVacant(submission: Submission, index: number): OpenSubmission {
  if (submission.state === 'open' && fileOf(submission, index)?.sha256 === null) return submission;
  throw alreadyReceived(submission);
}

async function logReceived(
  tx: Tx,
  submission: Submission,
  file: SubmissionFile,
  actor: PersonActor,
  at: Date,
): Promise<void> {
  const details = {
    number: submissionNumber(submission),
    index: file.index,
    fileName: file.name,
    size: file.size,
    sha256: file.sha256!,
  };
  await append(tx, submissionReceived({ object: submission, actor, details }), at);
}
