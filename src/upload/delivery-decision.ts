import {
  allowUnsigned,
  judgeOrder,
  withdrawKeys,
  type CountSession,
  type DeliveryHistory,
} from '../verify/amend.js';
import { warned } from '../verify/checks/check.js';
import { amend } from '../verify/checks/order.js';
import type { HandingIn } from '../elections/decision.store.js';
import { unsignedBy, type AllowedFallback } from '../fallback/fallback.js';
import { identityOf, type Verdict } from '../verify/verdict.js';
import {
  submissionNumber,
  type DeliveredSubmission,
  type JudgedSubmission,
  type RefusedSubmission,
  type Submission,
  type SubmissionId,
  type SupersededSubmission,
} from './submission.js';
import { Refusal } from '../kernel/refusal.js';
import {
  hearPaper,
  verdictWithPaper,
  type HeardPaper,
  type PaperReader,
  type PaperRecord,
  type PaperStatement,
} from './paper.js';
import { isAlarming, recordSession, type SessionRecord } from './count-session.js';
import { firstRefusal } from './refused-words.js';

/** Everything that decides about a delivery, as it is at that moment, under the lock of its chain. */
export interface DeliveryFacts extends HandingIn {
  /** All versions of the chain that were ever delivered, oldest first. */
  readonly versions: readonly (DeliveredSubmission | SupersededSubmission)[];
  /** The body has delivered a count: a P 2a leaves it as it is, and means nothing without one. */
  readonly counted: boolean;
  /** Whether the key that verified the signature may still be used; true where nothing is signed. */
  readonly keyUsable: boolean;
  /** By what an unsigned file may be handed in now; null where it may not, or where nothing is unsigned. */
  readonly allowance: AllowedFallback | null;
  readonly statement: PaperStatement | null;
  /** Who speaks for the paper, and when. */
  readonly reader: Omit<PaperReader, 'name'>;
  readonly replaces: SubmissionId | null;
  /** From which session the sender says that it is. */
  readonly session: CountSession | null;
  /** Its fingerprint was barred as a count for good. */
  readonly barred: boolean;
}

/** What becomes of it. Only `deliver` and `refused` change anything. */
export type DeliveryDecision =
  /** These bytes are already delivered and current: the same receipt, no second delivery; what is said of the paper counts. */
  | { readonly kind: 'repeat'; readonly current: DeliveredSubmission; readonly heard: HeardPaper }
  | { readonly kind: 'paperMissing' }
  /** Other digits than the file has: perhaps a slip. */
  | { readonly kind: 'paperSlip' }
  /** Who sent the file may not hand it in: a second person does. */
  | { readonly kind: 'secondMissing' }
  /** A P 2a, before any count. */
  | { readonly kind: 'countMissing' }
  /** It is unsigned, and what allowed that was used, withdrawn or too long ago. */
  | { readonly kind: 'notAllowed' }
  /** Something is delivered and this does not say that it replaces it. */
  | { readonly kind: 'replacesMissing'; readonly current: DeliveredSubmission }
  /** It names what is not, or no longer, current in its chain. */
  | { readonly kind: 'replacesWrong'; readonly current: DeliveredSubmission | null }
  | { readonly kind: 'refused'; readonly verdict: Verdict }
  | {
      readonly kind: 'deliver';
      readonly verdict: Verdict;
      readonly paper: PaperRecord;
      readonly session: SessionRecord | null;
      readonly supersedes: DeliveredSubmission | null;
      /** What is used by delivering it. */
      readonly allowance: AllowedFallback | null;
    };

/**
 * Decides, in this order: is it said by whom it must be (anyone may say that the paper differs); is the paper spoken for and equal, all 64 digits; are these the bytes that are current; may it
 * still be unsigned, or the key be used; were the bytes replaced before; and does it name what it replaces. Other digits, and a wrong or missing
 * name, can be mended by the sender and refuse nothing for good; only who says on purpose that the paper differs does.
 */
export function decideDelivery(judged: JudgedSubmission, facts: DeliveryFacts): DeliveryDecision {
  const { versions, statement } = facts;
  const replaces = replacedBy(judged.verdict, versions, facts.replaces);
  const current = meets(judged.verdict, versions, replaces);
  const heard = hearPaper(judged.verdict, statement, facts.reader, facts.paperAsked);
  if (facts.fourEyes && heard.kind !== 'differs' && facts.reader.personId === judged.personId)
    return { kind: 'secondMissing' };
  if (heard.kind === 'nothing') return { kind: 'paperMissing' };
  if (heard.kind === 'slip') return { kind: 'paperSlip' };
  if (current !== null && sameIdentity(judged.verdict, current.verdict))
    return { kind: 'repeat', current, heard };
  const compared = verdictWithPaper(judged.verdict, heard);
  if (heard.kind === 'differs') return { kind: 'refused', verdict: compared };
  if (judged.verdict.type === 'P2a' && !facts.counted) return { kind: 'countMissing' };
  const { unsigned } = compared;
  if (unsigned !== undefined && facts.allowance === null) return { kind: 'notAllowed' };
  const allowance = unsigned === undefined ? null : facts.allowance;
  const allowed = allowance === null ? compared : allowUnsigned(compared, unsignedBy(allowance));
  const keyed = withdrawKeys(allowed, facts.keyUsable && compared.keyId !== null ? [compared.keyId] : []);
  const verdict = judgeOrder(keyed, historyOf(judged.verdict, current, facts, replaces, judged.judgedAt));
  if (refusals(verdict) > 0) return { kind: 'refused', verdict };
  if (verdict.verdict === 'accepted')
    return {
      ...{ kind: 'deliver', verdict, paper: heard.paper, supersedes: current, allowance },
      session: recordSession(verdict, current, facts.session),
    };
  return current !== null && replaces === null
    ? { kind: 'replacesMissing', current }
    : { kind: 'replacesWrong', current };
}

const WHICH_SESSION = 'Er zijn cijfers gewijzigd. Zeg bij het indienen of dit van een nieuwe zitting is.';

/**
 * The verdict with what the chain says now, for the sender to see before delivering. That it must name another delivery is
 * a warning here, because that can still be done.
 */
export function previewOrder(
  verdict: Verdict,
  facts: Pick<DeliveryFacts, 'versions' | 'counted' | 'session' | 'barred'>,
  wanted: SubmissionId | null,
  at: Date,
): Verdict {
  const replaces = replacedBy(verdict, facts.versions, wanted);
  const current = meets(verdict, facts.versions, replaces);
  const judged = judgeOrder(verdict, historyOf(verdict, current, facts, replaces, at));
  const found = (code: string) => judged.checks.find((check) => check.code === code);
  const named = found('order.replaces');
  return amend(judged, [
    ...(named?.result === 'refuse' ? [warned('order.replaces', named.detail)] : []),
    ...(found('order.session')?.result === 'warn' && facts.session === null
      ? [warned('order.session', WHICH_SESSION)]
      : []),
  ]);
}

/**
 * What a file replaces of what its sender named. A P 2a says that nothing was corrected: it follows the count that was
 * named and leaves it as it is, so naming a count replaces nothing.
 */
function replacedBy(
  verdict: Verdict,
  versions: DeliveryFacts['versions'],
  named: SubmissionId | null,
): SubmissionId | null {
  return verdict.type === 'P2a' && !versions.some(({ id }) => id === named) ? null : named;
}

/** Refusing checks that the sender cannot mend by naming another delivery. */
function refusals(verdict: Verdict): number {
  return verdict.checks.filter((check) => check.result === 'refuse' && check.code !== 'order.replaces')
    .length;
}

function historyOf(
  verdict: Verdict,
  current: DeliveredSubmission | null,
  { versions, counted, session, barred }: Pick<DeliveryFacts, 'versions' | 'counted' | 'session' | 'barred'>,
  replaces: SubmissionId | null,
  receivedAt: Date,
): DeliveryHistory {
  return {
    current: current && {
      id: current.id,
      identity: signsAnew(verdict, current.verdict) ? null : identityOf(current.verdict),
      created: current.verdict.created,
      figures: current.verdict.figures,
      unexplained: isAlarming(current.session),
    },
    counted,
    superseded: versions
      .filter((version) => version.state === 'superseded')
      .flatMap((version) => identityOf(version.verdict) ?? []),
    replaces,
    session,
    barred,
    receivedAt: receivedAt.toISOString(),
  };
}

/**
 * The version that this one meets: the one that counts now, null when none was delivered. Sessions in which nothing was
 * corrected stand beside each other: a P 2a meets itself, or the one that its sender says it replaces.
 */
function meets(
  verdict: Verdict,
  versions: DeliveryFacts['versions'],
  replaces: SubmissionId | null,
): DeliveredSubmission | null {
  const delivered = versions.filter((version) => version.state === 'delivered');
  const same = delivered.find((version) => sameIdentity(verdict, version.verdict));
  if (same !== undefined) return same;
  if (verdict.type !== 'P2a') return delivered[0] ?? null;
  return delivered.find(({ id }) => id === replaces) ?? null;
}

/** The delivery that stands and is this one, in whatever package it came; null when there is none. */
export function repeatOf(verdict: Verdict, versions: DeliveryFacts['versions']): DeliveredSubmission | null {
  const current = meets(verdict, versions, null);
  return current !== null && sameIdentity(verdict, current.verdict) ? current : null;
}

/** What came unsigned and is now signed is no repeat: the same bytes with more evidence take its place. */
function sameIdentity(one: Verdict, other: Verdict): boolean {
  const identity = identityOf(one);
  return identity !== null && identity === identityOf(other) && !signsAnew(one, other);
}

/** Is `one` signed where `other`, with the same bytes, was not? */
function signsAnew(one: Pick<Verdict, 'unsigned'>, other: Pick<Verdict, 'unsigned'>): boolean {
  return one.unsigned === undefined && other.unsigned !== undefined;
}

/** The submission when it waits for this word; otherwise the "no" that its state calls for. */
export function judgedOrRefuse(submission: Submission): JudgedSubmission {
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
      throw new Refusal('upload.alreadyDelivered', { nummer });
  }
}

/** What is said by phone: the number, and the first check that refused. */
export function refusalOf(submission: RefusedSubmission): Refusal {
  const controle = firstRefusal(submission.verdict);
  return new Refusal('upload.refused', { nummer: submissionNumber(submission), controle });
}

/** The delivery that counts, by number and id: always of the asker's own body. */
export function currentFacts(current: DeliveredSubmission | null) {
  return {
    huidig: current === null ? 'nog niets' : submissionNumber(current),
    huidigId: current?.id ?? null,
  };
}
