import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { append } from '../audit/audit.store.js';
import { handingIn } from '../elections/decision.store.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { lanesOf } from '../elections/find-lanes.js';
import { ElectionStore } from '../elections/election.store.js';
import { holdAllowance, useAllowance } from '../fallback/decide-fallback.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { isResultType } from '../kernel/committee.js';
import { chainLock } from '../kernel/delivery-chain.js';
import { Refusal } from '../kernel/refusal.js';
import { isBarred } from '../keys/barred.store.js';
import { keyStillUsable } from '../keys/key.store.js';
import { add } from '../platform/jobs/outbox.js';
import { keepForGood } from '../platform/objects/object.store.js';
import { Database, isUniqueViolation, lock, type Tx } from '../platform/postgres/database.js';
import type { Verdict } from '../verify/verdict.js';
import {
  currentFacts,
  decideDelivery,
  judgedOrRefuse,
  refusalOf,
  repeatOf,
  type DeliveryDecision,
} from './delivery-decision.js';
import type { SessionRecord } from './count-session.js';
import { addComparison, ComparePaper } from './compare-paper.js';
import { mustBeOpen } from './real-lane.js';
import { releaseFiles } from './receiving.store.js';
import type { DeliveryWish } from './submission-wish.js';
import {
  type ReceiptedSubmission,
  byWhom,
  hasReceipt,
  abandon,
  chainOf,
  deliver,
  refuse,
  submissionNumber,
  supersede,
} from './submission.js';
import type {
  AbandonedSubmission,
  DeliveredSubmission,
  JudgedSubmission,
  RefusedSubmission,
  Submission,
} from './submission.js';
import { hasCounted, holdSubmission, listChain, saveState } from './submission.store.js';
import { firstRefusal } from './refused-words.js';
import {
  submissionAbandoned,
  submissionDelivered,
  submissionRefused,
  submissionSuperseded,
} from './events.js';

/** What is asked, and of whom. */
interface Wanted {
  readonly judged: JudgedSubmission;
  readonly wish: DeliveryWish;
  readonly actor: PersonActor | SystemActor;
  readonly plan: ElectionPlan;
}

/** What the transaction left behind: `own` as it is now, and what the sender is told. */
type Result =
  | { readonly kind: 'receipt'; readonly submission: ReceiptedSubmission; readonly own: Submission }
  | { readonly kind: 'refused'; readonly own: RefusedSubmission; readonly refusal: Refusal };

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
    private readonly comparing: ComparePaper,
  ) {}

  /**
   * Refuses `upload.notComplete`, `upload.notOpenYet`, `upload.stopped`, `upload.refused`, `upload.secondMissing`, `upload.paperMissing`, `upload.paperSlip`,
   * `upload.countMissing`, `upload.notAllowed`, `upload.replacesMissing` and `upload.replacesWrong`. Said of the paper of what was delivered
   * without comparing, it is added there. The caller has found the submission a moment ago, and that it is the actor's own.
   */
  async run(
    submission: Submission,
    wish: DeliveryWish,
    actor: PersonActor | SystemActor,
  ): Promise<ReceiptedSubmission> {
    if (hasReceipt(submission)) {
      mustSayTheSame(submission, wish);
      return wish.statement === null || actor.kind !== 'person'
        ? submission
        : await this.comparing.run(submission.id, wish.statement, actor);
    }
    const repeated = submission.state === 'abandoned' ? await this.repeatedBy(submission) : null;
    if (repeated !== null) return repeated;
    const judged = judgedOrRefuse(submission);
    const plan = await this.elections.plan(judged.electionId);
    if (plan === null) throw new Error(`submission ${judged.id} belongs to no election`);
    const result = await this.attempt({ judged, wish, actor, plan });
    if (result.kind === 'refused') throw result.refusal;
    return result.submission;
  }

  /**
   * The delivery that was asked for in advance, in the transaction that keeps the verdict. What the sender can still mend
   * (naming what is replaced) leaves it judged. The caller holds the chain's lock and the submission.
   */
  async ifNothingStandsInTheWay(tx: Tx, { judged, plan, actor }: Omit<Wanted, 'wish'>): Promise<Submission> {
    const wanted = { judged, plan, actor, wish: { statement: null } };
    try {
      return (await this.perform(tx, wanted, await this.weigh(tx, wanted))).own;
    } catch (error) {
      if (error instanceof Refusal) return judged;
      throw error;
    }
  }

  /** A submission that was ended because its bytes were delivered already has the receipt of that delivery. */
  private async repeatedBy(submission: AbandonedSubmission): Promise<DeliveredSubmission | null> {
    const { verdict } = submission;
    if (verdict === null || verdict.type === null) return null;
    const versions = await listChain(this.db.read, chainOf({ ...submission, verdict }));
    return repeatOf(verdict, versions);
  }

  /** The lock already keeps two from delivering at once; should it ever not, the database's own rule does. */
  private async attempt(wanted: Wanted): Promise<Result> {
    const once = () => act(this.db, wanted.actor, (tx) => this.decide(tx, wanted));
    try {
      return await once();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return await once();
    }
  }

  private async decide(tx: Tx, wanted: Wanted): Promise<Result> {
    await lock(tx, chainLock(chainOf(wanted.judged)));
    const held = await holdSubmission(tx, wanted.judged.id);
    if (hasReceipt(held)) return { kind: 'receipt', submission: held, own: held };
    const now = { ...wanted, judged: judgedOrRefuse(held) };
    return await this.perform(tx, now, await this.weigh(tx, now));
  }

  private async weigh(tx: Tx, { judged, wish, actor, plan }: Wanted): Promise<DeliveryDecision> {
    const { electionId, sender } = judged;
    const { fingerprint, keyId } = judged.verdict;
    const chain = chainOf(judged);
    const at = this.clock.now();
    mustBeOpen(await lanesOf(tx, plan), at);
    const { message } = chain;
    const handing = await handingIn(tx, electionId);
    return decideDelivery(judged, {
      versions: await listChain(tx, chain),
      counted: await hasCounted(tx, chain),
      barred: await isBarred(tx, fingerprint),
      ...handing,
      keyUsable: keyId === null || (await keyStillUsable(tx, keyId, electionId, sender)),
      allowance:
        judged.verdict.unsigned === undefined || !isResultType(message)
          ? null
          : await holdAllowance(tx, { electionId, body: sender }, message, at),
      // where two look, what the first said of the paper is no word of the second
      statement: wish.statement ?? (handing.fourEyes ? null : judged.promised),
      reader: { personId: byWhom(actor, judged), at: at.toISOString() },
      replaces: wish.replaces === undefined ? judged.replaces : wish.replaces,
      session: wish.session ?? judged.saidOfSession,
    });
  }

  private async perform(tx: Tx, wanted: Wanted, decision: DeliveryDecision): Promise<Result> {
    switch (decision.kind) {
      case 'secondMissing':
        throw new Refusal('upload.secondMissing', { nummer: submissionNumber(wanted.judged) });
      case 'paperMissing':
        throw new Refusal('upload.paperMissing');
      case 'paperSlip':
        throw new Refusal('upload.paperSlip', { nummer: submissionNumber(wanted.judged) });
      case 'countMissing':
        throw new Refusal('upload.countMissing');
      case 'notAllowed':
        throw new Refusal('upload.notAllowed', { nummer: submissionNumber(wanted.judged) });
      case 'replacesMissing':
        throw new Refusal('upload.replacesMissing', currentFacts(decision.current));
      case 'replacesWrong':
        throw new Refusal('upload.replacesWrong', currentFacts(decision.current));
      case 'repeat': {
        const at = this.clock.now();
        const own = await endRepeat(tx, wanted, decision.current, at);
        const held = await holdSubmission(tx, decision.current.id);
        if (held.state !== 'delivered')
          throw new Error(`submission ${held.id} changed under its chain's lock`);
        const submission = await addComparison(tx, { held, heard: decision.heard, actor: wanted.actor, at });
        return { kind: 'receipt', submission, own };
      }
      case 'refused':
        return await refuseForGood(tx, wanted, decision.verdict, this.clock.now());
      case 'deliver': {
        const own = await this.deliver(tx, wanted, decision);
        return { kind: 'receipt', submission: own, own };
      }
    }
  }

  private async deliver(
    tx: Tx,
    { judged, plan, actor }: Wanted,
    { verdict, paper, session, supersedes, allowance }: Extract<DeliveryDecision, { kind: 'deliver' }>,
  ): Promise<DeliveredSubmission> {
    const at = this.clock.now();
    const by = byWhom(actor, judged);
    const after = deliver(judged, { verdict, paper, session, replaces: supersedes?.id ?? null, at, by });
    if (allowance !== null)
      await useAllowance(tx, allowance, { submissionId: after.id, by: { at, by }, actor });
    if (supersedes !== null) await replace(tx, supersedes, after, actor);
    await saveState(tx, after);
    await append(
      tx,
      submissionDelivered({
        object: after,
        actor,
        details: {
          number: submissionNumber(after),
          message: after.message,
          fingerprint: verdict.fingerprint,
          compared: paper.compared,
          reason: paper.compared ? null : paper.reason,
          replaces: supersedes && submissionNumber(supersedes),
          ...(session === null ? {} : sessionDetails(session)),
          ...(verdict.unsigned === undefined ? {} : { unsigned: verdict.unsigned.article }),
          recipients: recipientsOf(plan, after.sender, after.message, after.about).map(
            ({ committee }) => committee,
          ),
        },
      }),
      at,
    );
    await keepForGood(
      tx,
      after.files.flatMap(({ sha256 }) => sha256 ?? []),
    );
    await add(tx, 'submission.accepted', { submissionId: after.id });
    return after;
  }
}

async function replace(
  tx: Tx,
  old: DeliveredSubmission,
  by: DeliveredSubmission,
  actor: PersonActor | SystemActor,
): Promise<void> {
  const held = await holdSubmission(tx, old.id);
  if (held.state !== 'delivered') throw new Error(`submission ${old.id} changed under the lock of its chain`);
  await saveState(tx, supersede(held, by.deliveredAt));
  const details = { number: submissionNumber(held), replacedBy: submissionNumber(by) };
  await append(tx, submissionSuperseded({ object: held, actor, details }), by.deliveredAt);
}

/** Its bytes are delivered already: nothing is left to do with this one. */
async function endRepeat(
  tx: Tx,
  { judged, actor }: Wanted,
  current: DeliveredSubmission,
  at: Date,
): Promise<AbandonedSubmission> {
  const after = abandon(judged);
  await saveState(tx, after);
  await releaseFiles(tx, after.id);
  const details = {
    number: submissionNumber(after),
    state: judged.state,
    sameAs: submissionNumber(current),
  };
  await append(tx, submissionAbandoned({ object: after, actor, details }), at);
  return after;
}

async function refuseForGood(tx: Tx, { judged, actor }: Wanted, verdict: Verdict, at: Date): Promise<Result> {
  const own = refuse(judged, verdict);
  await saveState(tx, own);
  const details = { number: submissionNumber(own), check: firstRefusal(verdict) };
  await append(tx, submissionRefused({ object: own, actor, details }), at);
  return { kind: 'refused', own, refusal: refusalOf(own) };
}

const FIGURES = {
  equal: 'figuresEqual',
  changed: 'figuresChanged',
  changedBefore: 'figuresChangedBefore',
  unknown: 'figuresUnknown',
} as const;
const SESSIONS = { new: 'newSession', same: 'sameSession' } as const;

/** Not the reason: it may name figures, and the log is for the beheerder too. */
function sessionDetails({ said, figures }: SessionRecord) {
  return { figures: FIGURES[figures], session: said && SESSIONS[said.kind] };
}

/** What was said of the session at delivery stands: receivers have read it. */
function mustSayTheSame(submission: ReceiptedSubmission, { session = null }: DeliveryWish): void {
  if (session === null || submission.session === null) return;
  if (!isDeepStrictEqual(submission.session.said, session))
    throw new Refusal('upload.alreadyDelivered', { nummer: submissionNumber(submission) });
}
