import type { PersonActor, SystemActor } from '../kernel/actor.js';
import type { CommitteeRef, DeliveredType } from '../kernel/committee.js';
import type { Chain } from '../kernel/delivery-chain.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { sayNumber } from '../kernel/spoken-number.js';
import { isUuid } from '../kernel/uuid.js';
import type { CountSession } from '../verify/amend.js';
import type { Verdict } from '../verify/verdict.js';
import type { SessionRecord } from './count-session.js';
import type { PaperRecord, PaperStatement } from './paper.js';

/** Id of a submission: a UUID, known only to its own committee. */
export type SubmissionId = string & { readonly __brand: 'SubmissionId' };

/** Reads an id from an address or body; null when it cannot be one. */
export function readSubmissionId(text: unknown): SubmissionId | null {
  return typeof text === 'string' && isUuid(text) ? (text as SubmissionId) : null;
}

/** A file of a submission, as announced and, once it arrived, as received. Numbered from 1. */
export interface SubmissionFile {
  readonly index: number;
  /** As the sender called it; decides nothing and is shown escaped. */
  readonly name: string;
  /** Bytes, exactly as many as must arrive. */
  readonly size: number;
  readonly sha256: Sha256 | null;
  /** What the sender said that its bytes would be; null when that was not said. Other bytes are not taken. */
  readonly announced: Sha256 | null;
  readonly receivedAt: Date | null;
  /** Since when its bytes are no longer kept: stopped, or beyond what is kept of refused files. */
  readonly releasedAt: Date | null;
}

interface Common {
  readonly id: SubmissionId;
  /** Unique over all submissions; said by phone with the year before it. */
  readonly number: number;
  readonly electionId: string;
  readonly sender: CommitteeRef;
  readonly personId: string;
  readonly createdAt: Date;
  /** The sender asked for delivery as soon as the verdict allows it. */
  readonly direct: boolean;
  /** What was said of the paper when the submission was opened: holds when nothing else is said at delivery. */
  readonly promised: PaperStatement | null;
  /** From which session it is, as said when the submission was opened; null as well once it was delivered. */
  readonly saidOfSession: CountSession | null;
  /** The delivered submission that this one is to replace. */
  readonly replaces: SubmissionId | null;
  readonly files: readonly SubmissionFile[];
  /** Random, the same for the same file in an election: by it the groups are drawn that are read from paper. */
  readonly paperDraw: string;
  /** How often groups were typed that are not those of the file. */
  readonly paperSlips: number;
}

interface WithVerdict {
  readonly verdict: Verdict;
  readonly judgedAt: Date;
}

interface WithDelivery extends WithVerdict {
  readonly message: DeliveredType;
  /** The committee named in the file: the sender itself, but for a 510c that the CSB corrected (P 1f lid 5). */
  readonly about: CommitteeRef;
  readonly paper: PaperRecord;
  /** Null of a first delivery. */
  readonly session: SessionRecord | null;
  readonly deliveredAt: Date;
  /** Who said: deliver. Null of what was delivered before this was kept. */
  readonly deliveredBy: string | null;
}

/** Announced; files arrive. */
export type OpenSubmission = Common & { readonly state: 'open' };
/** Every check passed or warned; the sender has yet to say: deliver. */
export type JudgedSubmission = Common & WithVerdict & { readonly state: 'judged' };
/** Received, approved and handed over: the current one of its chain. */
export type DeliveredSubmission = Common & WithDelivery & { readonly state: 'delivered' };
/** Was delivered, and replaced by a newer one since. */
export type SupersededSubmission = Common &
  WithDelivery & { readonly state: 'superseded'; readonly supersededAt: Date };
/** Delivered, now or before: what has a receipt. */
export type ReceiptedSubmission = DeliveredSubmission | SupersededSubmission;
/** A check refused it; its files are in quarantine. */
export type RefusedSubmission = Common & WithVerdict & { readonly state: 'refused' };
/** Never delivered: stopped by the sender, or left alone too long. `verdict` when it had been judged. */
export type AbandonedSubmission = Common & {
  readonly state: 'abandoned';
  readonly verdict: Verdict | null;
  readonly judgedAt: Date | null;
};

export type Submission =
  | OpenSubmission
  | JudgedSubmission
  | DeliveredSubmission
  | SupersededSubmission
  | RefusedSubmission
  | AbandonedSubmission;

/** Whether it was ever delivered: then it has a receipt, whatever came after it. */
export function hasReceipt(submission: Submission): submission is ReceiptedSubmission {
  return submission.state === 'delivered' || submission.state === 'superseded';
}

/** Whose word it is: the person's who acts, or the one's who asked for it in advance. */
export function byWhom(actor: PersonActor | SystemActor, { personId }: Pick<Common, 'personId'>): string {
  return actor.kind === 'person' ? actor.personId : personId;
}

const STATE_NAMES = {
  open: 'open',
  judged: 'gecontroleerd',
  delivered: 'ingediend',
  superseded: 'vervangen',
  refused: 'geweigerd',
  abandoned: 'afgebroken',
} as const satisfies Record<Submission['state'], string>;

/** The state as it is called in the API and on screen. */
export function dutchState(state: Submission['state']): (typeof STATE_NAMES)[Submission['state']] {
  return STATE_NAMES[state];
}

/** What an open submission waits for; null when it waits for nothing but its sender's word. */
export function waitsFor(submission: Submission): 'files' | 'verdict' | null {
  if (submission.state !== 'open') return null;
  return isComplete(submission) ? 'verdict' : 'files';
}

/** Has every announced file arrived? */
export function isComplete(submission: Submission): boolean {
  return submission.files.every((file) => file.sha256 !== null);
}

/** The file with this number; null when none was announced. */
export function fileOf(submission: Submission, index: number): SubmissionFile | null {
  return submission.files.find((file) => file.index === index) ?? null;
}

/** A file arrived whole. What was received is never exchanged: other bytes need another submission. */
export function withFile(open: OpenSubmission, index: number, sha256: Sha256, at: Date): OpenSubmission {
  const files = open.files.map((file) => (file.index === index ? { ...file, sha256, receivedAt: at } : file));
  return { ...open, files };
}

/** What is refused is no count: its figures mean nothing. */
const withoutFigures = (verdict: Verdict): Verdict => ({ ...verdict, figures: null, stations: [] });

/** The verdict is there: accepted waits for the sender's word, refused ends here. Takes only a complete submission. */
export function judge(
  open: OpenSubmission,
  verdict: Verdict,
  at: Date,
): JudgedSubmission | RefusedSubmission {
  if (!isComplete(open)) throw new Error(`submission ${open.id} is judged before all of it arrived`);
  return verdict.verdict === 'accepted'
    ? { ...open, state: 'judged', verdict, judgedAt: at }
    : { ...open, state: 'refused', verdict: withoutFigures(verdict), judgedAt: at };
}

/** What was acceptable by itself turned out not to be, at the moment of delivery. */
export function refuse(judged: JudgedSubmission, verdict: Verdict): RefusedSubmission {
  if (verdict.verdict !== 'refused') throw new Error(`submission ${judged.id} is refused without a reason`);
  return { ...judged, state: 'refused', verdict: withoutFigures(verdict) };
}

/** The sender said: deliver. `verdict` is the complete one, with what was checked at this moment. */
export function deliver(
  judged: JudgedSubmission,
  delivery: {
    verdict: Verdict;
    paper: PaperRecord;
    session: SessionRecord | null;
    replaces: SubmissionId | null;
    at: Date;
    by: string;
  },
): DeliveredSubmission {
  const { verdict, paper, session, replaces, at, by } = delivery;
  if (verdict.verdict !== 'accepted')
    throw new Error(`submission ${judged.id} is delivered against its verdict`);
  const { message, about } = chainOf(judged);
  return {
    ...judged,
    ...{
      state: 'delivered',
      verdict,
      message,
      about,
      paper,
      session,
      replaces,
      deliveredAt: at,
      deliveredBy: by,
    },
  };
}

/** A newer delivery took its place. It is kept, with all that was said of it. */
export function supersede(delivered: DeliveredSubmission, at: Date): SupersededSubmission {
  return { ...delivered, state: 'superseded', supersededAt: at };
}

/** It will not be delivered any more. */
export function abandon(submission: OpenSubmission | JudgedSubmission): AbandonedSubmission {
  const { verdict, judgedAt } =
    submission.state === 'judged' ? submission : { verdict: null, judgedAt: null };
  return { ...submission, state: 'abandoned', verdict, judgedAt };
}

/** The chain that a judged file belongs to. A P 2a names no committee: it is about its sender. */
export function chainOf(submission: Common & { readonly verdict: Verdict }): Chain {
  const { electionId, sender, verdict } = submission;
  if (verdict.type === null) throw new Error(`submission ${submission.id} was accepted without a type`);
  return { electionId, sender, message: verdict.type, about: verdict.committee ?? sender };
}

/** `2026-004217`: the number that is said by phone, and the year in the Netherlands when the submission was opened. */
export function submissionNumber(submission: Pick<Common, 'number' | 'createdAt'>): string {
  return sayNumber(submission.number, submission.createdAt);
}
