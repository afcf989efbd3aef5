import { comparePaper, judgeOrder, withdrawKeys, type DeliveryHistory } from '../verify/amend.js';
import { warned } from '../verify/checks/check.js';
import { amend } from '../verify/checks/order.js';
import type { Verdict } from '../verify/verdict.js';
import type {
  DeliveredSubmission,
  JudgedSubmission,
  PaperRecord,
  PaperStatement,
  SubmissionId,
  SupersededSubmission,
} from './submission.js';

/** Everything that decides about a delivery, as it is at that moment, under the lock of its chain. */
export interface DeliveryFacts {
  /** All versions of the chain that were ever delivered, oldest first. */
  readonly versions: readonly (DeliveredSubmission | SupersededSubmission)[];
  /** Whether the key that verified the signature may still be used; true where nothing is signed. */
  readonly keyUsable: boolean;
  readonly statement: PaperStatement | null;
  readonly replaces: SubmissionId | null;
}

/** What becomes of it. Only `deliver` and `refused` change anything. */
export type DeliveryDecision =
  /** These bytes are already delivered and current: the same receipt, no second delivery. */
  | { readonly kind: 'repeat'; readonly current: DeliveredSubmission }
  | { readonly kind: 'paperMissing' }
  /** Something is delivered and this does not say that it replaces it. */
  | { readonly kind: 'replacesMissing'; readonly current: DeliveredSubmission }
  /** It names what is not, or no longer, current in its chain. */
  | { readonly kind: 'replacesWrong'; readonly current: DeliveredSubmission | null }
  | { readonly kind: 'refused'; readonly verdict: Verdict }
  | {
      readonly kind: 'deliver';
      readonly verdict: Verdict;
      readonly paper: PaperRecord;
      readonly supersedes: DeliveredSubmission | null;
    };

/**
 * Decides, in this order: is the paper spoken for and equal, all 64 digits; are these the bytes that are current; may the
 * key still be used; were the bytes replaced before; and does it name what it replaces. A wrong or missing name can be
 * mended by the sender and refuses nothing for good.
 */
export function decideDelivery(judged: JudgedSubmission, facts: DeliveryFacts): DeliveryDecision {
  const { versions, statement } = facts;
  const replaces = replacedBy(judged.verdict, versions, facts.replaces);
  const current = currentOf(versions);
  const paper = paperRecord(judged.verdict, statement);
  if (paper === null) return { kind: 'paperMissing' };
  const compared = statement === null ? judged.verdict : comparePaper(judged.verdict, statement);
  if (refusals(compared) > 0) return { kind: 'refused', verdict: compared };
  if (current !== null && sameBytes(judged, current)) return { kind: 'repeat', current };
  const keyed = withdrawKeys(compared, facts.keyUsable && compared.keyId !== null ? [compared.keyId] : []);
  const verdict = judgeOrder(keyed, historyOf(versions, replaces, judged.judgedAt));
  if (refusals(verdict) > 0) return { kind: 'refused', verdict };
  if (verdict.verdict === 'accepted') return { kind: 'deliver', verdict, paper, supersedes: current };
  return current !== null && replaces === null
    ? { kind: 'replacesMissing', current }
    : { kind: 'replacesWrong', current };
}

/**
 * The verdict with what the chain says now, for the sender to see before delivering. That it must name another delivery is
 * a warning here, because that can still be done.
 */
export function previewOrder(
  verdict: Verdict,
  versions: DeliveryFacts['versions'],
  replaces: SubmissionId | null,
  at: Date,
): Verdict {
  const judged = judgeOrder(verdict, historyOf(versions, replacedBy(verdict, versions, replaces), at));
  const named = judged.checks.find((check) => check.code === 'order.replaces');
  return named?.result === 'refuse' ? amend(judged, [warned('order.replaces', named.detail)]) : judged;
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
  versions: DeliveryFacts['versions'],
  replaces: SubmissionId | null,
  receivedAt: Date,
): DeliveryHistory {
  const current = currentOf(versions);
  return {
    current: current && {
      id: current.id,
      fingerprint: current.verdict.fingerprint,
      created: current.verdict.created,
    },
    superseded: versions
      .filter((version) => version.state === 'superseded')
      .flatMap((version) => version.verdict.fingerprint ?? []),
    replaces,
    receivedAt: receivedAt.toISOString(),
  };
}

/** The version that counts now; null when none was delivered. */
export function currentOf(versions: DeliveryFacts['versions']): DeliveredSubmission | null {
  return versions.find((version) => version.state === 'delivered') ?? null;
}

type WithBytes = Pick<JudgedSubmission, 'verdict' | 'files'>;

/** The same count; of a P 2a, which has no fingerprint, the same package. */
export function sameBytes(judged: WithBytes, other: WithBytes): boolean {
  if (judged.verdict.fingerprint !== null) return judged.verdict.fingerprint === other.verdict.fingerprint;
  const hashes = (s: WithBytes) => s.files.map((file) => file.sha256).join();
  return hashes(judged) === hashes(other);
}

/** How the paper is compared; null when the sender must say something of it first. A P 2a holds nothing to compare. */
function paperRecord(verdict: Verdict, statement: PaperStatement | null): PaperRecord | null {
  if (verdict.fingerprint === null) return { compared: false, reason: 'Dit pakket bevat geen telbestand.' };
  if (statement === null) return null;
  return 'fingerprint' in statement ? { compared: true } : { compared: false, reason: statement.reason };
}
