import { Injectable } from '@nestjs/common';
import { append, type AuditObject } from '../audit/audit.store.js';
import { recipientsOf } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { keyStillUsable } from '../keys/usable-keys.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, isUniqueViolation, lock, type Tx } from '../platform/postgres/database.js';
import { decideDelivery, type DeliveryDecision } from './delivery-decision.js';
import { ReceivedFiles } from './received-files.store.js';
import { SettleFiles } from './settle-files.js';
import type { DeliveryWish } from './submission-wish.js';
import {
  chainLock,
  chainOf,
  deliver,
  dutchState,
  refuse,
  submissionNumber,
  supersede,
} from './submission.js';
import type {
  DeliveredSubmission,
  JudgedSubmission,
  Submission,
  SubmissionId,
  SupersededSubmission,
} from './submission.js';
import { findSubmission, holdSubmission, listChain, saveState } from './submission.store.js';

/** Delivered, now or before: what has a receipt. */
export type ReceiptedSubmission = DeliveredSubmission | SupersededSubmission;

/** What the transaction left behind: states that are kept, and what the sender is told. */
type Result =
  | { readonly kind: 'receipt'; readonly submission: ReceiptedSubmission }
  | { readonly kind: 'refused'; readonly submission: Submission; readonly refusal: Refusal };

/**
 * The sender says: deliver. State, evidence and hand-over in one transaction under the lock of the chain, so that of two
 * at once the second sees the first. When this returns, it is delivered for good; asked again it gives the same.
 */
@Injectable()
export class DeliverSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly files: ReceivedFiles,
    private readonly settle: SettleFiles,
  ) {}

  /**
   * Refuses `upload.notComplete`, `upload.stopped`, `upload.refused`, `upload.paperMissing`, `upload.replacesMissing`
   * and `upload.replacesWrong`. The caller has made sure that the submission is the actor's own.
   */
  async run(id: SubmissionId, wish: DeliveryWish, actor: Actor): Promise<ReceiptedSubmission> {
    const submission = await findSubmission(this.db.read, id);
    if (submission === null) throw new Refusal('request.notFound');
    if (submission.state === 'delivered' || submission.state === 'superseded') return submission;
    const judged = judgedOrRefuse(submission);
    // killed after this, there are objects that nothing names; the submission is as it was
    await this.files.keepAsObjects(judged);
    const result = await this.attempt(judged, wish, actor);
    if (result.submission.id === id) await this.settle.run(result.submission);
    if (result.kind === 'refused') throw result.refusal;
    return result.submission;
  }

  /** The lock already keeps two from delivering at once; should it ever not, the database's own rule does. */
  private async attempt(judged: JudgedSubmission, wish: DeliveryWish, actor: Actor): Promise<Result> {
    const once = () => this.db.transaction((tx) => this.decide(tx, judged, wish, actor));
    try {
      return await once();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return await once();
    }
  }

  private async decide(
    tx: Tx,
    { id, verdict, ...rest }: JudgedSubmission,
    wish: DeliveryWish,
    actor: Actor,
  ): Promise<Result> {
    const chain = chainOf({ id, verdict, ...rest });
    await lock(tx, chainLock(chain));
    const held = await holdSubmission(tx, id);
    if (held.state === 'delivered' || held.state === 'superseded')
      return { kind: 'receipt', submission: held };
    const judged = judgedOrRefuse(held);
    const { electionId, sender } = judged;
    const { keyId } = judged.verdict;
    const decision = decideDelivery(judged, {
      versions: await listChain(tx, chain),
      keyUsable: keyId === null || (await keyStillUsable(tx, keyId, electionId, sender)),
      statement: wish.statement ?? judged.promised,
      replaces: wish.replaces === undefined ? judged.replaces : wish.replaces,
    });
    return await this.perform(tx, judged, decision, actor);
  }

  private async perform(
    tx: Tx,
    judged: JudgedSubmission,
    decision: DeliveryDecision,
    actor: Actor,
  ): Promise<Result> {
    switch (decision.kind) {
      case 'paperMissing':
        throw new Refusal('upload.paperMissing');
      case 'replacesMissing':
        throw new Refusal('upload.replacesMissing', currentFacts(decision.current));
      case 'replacesWrong':
        throw new Refusal('upload.replacesWrong', currentFacts(decision.current));
      case 'repeat':
        return { kind: 'receipt', submission: decision.current };
      case 'refused': {
        const after = refuse(judged, decision.verdict);
        await saveState(tx, after);
        const refusal = refusalOf(after);
        const details = { nummer: submissionNumber(after), controle: String(refusal.details['controle']) };
        await append(tx, { action: 'submission.refused', object: objectOf(after), actor, details });
        return { kind: 'refused', submission: after, refusal };
      }
      case 'deliver':
        return { kind: 'receipt', submission: await this.deliver(tx, judged, decision, actor) };
    }
  }

  private async deliver(
    tx: Tx,
    judged: JudgedSubmission,
    { verdict, paper, supersedes }: Extract<DeliveryDecision, { kind: 'deliver' }>,
    actor: Actor,
  ): Promise<DeliveredSubmission> {
    const at = this.clock.now();
    const after = deliver(judged, { verdict, paper, replaces: supersedes?.id ?? null, at });
    if (supersedes !== null) await this.supersede(tx, supersedes, after, actor);
    await saveState(tx, after);
    await append(tx, {
      action: 'submission.delivered',
      object: objectOf(after),
      actor,
      details: {
        nummer: submissionNumber(after),
        soort: after.message,
        vingerafdruk: verdict.fingerprint,
        vergeleken: paper.compared,
        reden: paper.compared ? null : paper.reason,
        vervangt: supersedes && submissionNumber(supersedes),
        ontvangers: await this.recipients(after),
      },
    });
    await add(tx, 'submission.accepted', { submissionId: after.id });
    return after;
  }

  private async supersede(
    tx: Tx,
    old: DeliveredSubmission,
    by: DeliveredSubmission,
    actor: Actor,
  ): Promise<void> {
    const held = await holdSubmission(tx, old.id);
    if (held.state !== 'delivered')
      throw new Error(`submission ${old.id} changed under the lock of its chain`);
    await saveState(tx, supersede(held, by.deliveredAt));
    await append(tx, {
      action: 'submission.superseded',
      object: objectOf(held),
      actor,
      details: { nummer: submissionNumber(held), door: submissionNumber(by) },
    });
  }

  private async recipients({ electionId, sender, message, about }: DeliveredSubmission): Promise<string[]> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) return [];
    return recipientsOf(plan, sender, message, about).map(({ committee: c }) => `${c.level}:${c.code}`);
  }
}

/** The submission when it waits for this word; otherwise the "no" that its state calls for. */
function judgedOrRefuse(submission: Submission): JudgedSubmission {
  const nummer = submissionNumber(submission);
  switch (submission.state) {
    case 'judged':
      return submission;
    case 'open':
      throw new Refusal('upload.notComplete', { nummer });
    case 'refused':
      throw refusalOf(submission);
    case 'abandoned':
      throw new Refusal('upload.stopped', { nummer });
    case 'delivered':
    case 'superseded':
      throw new Refusal('upload.alreadyDelivered', { nummer, toestand: dutchState(submission.state) });
  }
}

/** What is said by phone: the number, and the first check that refused. */
function refusalOf(submission: Extract<Submission, { state: 'refused' }>): Refusal {
  const first = submission.verdict.checks.find((check) => check.result === 'refuse');
  return new Refusal('upload.refused', { nummer: submissionNumber(submission), controle: first?.code ?? '' });
}

function currentFacts(current: DeliveredSubmission | null) {
  return {
    huidig: current === null ? 'nog niets' : submissionNumber(current),
    huidigId: current?.id ?? null,
  };
}

function objectOf({ id, electionId }: Submission): AuditObject {
  return { kind: 'submission', id, electionId };
}
