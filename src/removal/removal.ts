import { addDays } from '../elections/calendar.js';
import { digestOf } from '../kernel/canonical-json.js';
import type { CommitteeRef } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import type { RemovalClass } from './removal-class.js';

/** Between saying that copies go and their going: who has them can fetch them, or say why they must stay. Our own rule. */
export const NOTICE_DAYS = 14;

/** That a person did something, and when. */
export interface Act {
  readonly at: Date;
  readonly by: string;
}

/** One file of one body's copy of a submission. */
export interface RemovalItem {
  readonly submissionId: string;
  /** `2026-004217`: of the submission, as it is said by phone. */
  readonly spoken: string;
  readonly holder: CommitteeRef;
  readonly sender: CommitteeRef;
  readonly message: string | null;
  readonly file: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
}

/** How a removal ended. */
export type Ending =
  | { readonly kind: 'done'; readonly at: Date; readonly digest: Sha256 }
  | ({ readonly kind: 'calledOff'; readonly why: string } & Act);

/** Copies of one class in one election that are announced to go, and what became of that. */
export interface Removal {
  readonly id: string;
  readonly electionId: string;
  /** From 1, per election: by this it is named. */
  readonly number: number;
  readonly removalClass: RemovalClass;
  /** What its term rests on, as it was said when it was announced. */
  readonly source: string;
  readonly inferred: boolean;
  readonly announced: Act;
  /** The first day on which it may be confirmed. */
  readonly fromDay: string;
  /** Over the list of its items. */
  readonly digest: Sha256;
  readonly items: number;
  readonly bytes: number;
  readonly confirmations: readonly Act[];
  /** Items of which it was established what became of them, and those of them that a hold kept. */
  readonly handled: number;
  readonly held: number;
  readonly ending: Ending | null;
}

export type RemovalState = 'announced' | 'confirmedOnce' | 'underWay' | Ending['kind'];

/** How a removal stands: it follows from what was recorded. */
export function stateOf({ ending, confirmations }: Pick<Removal, 'ending' | 'confirmations'>): RemovalState {
  if (ending !== null) return ending.kind;
  if (confirmations.length >= 2) return 'underWay';
  return confirmations.length === 1 ? 'confirmedOnce' : 'announced';
}

/** The first day on which what is announced today may go: when its term is over, and those who have it were told in time. */
export function firstDay(termEnds: string, today: string): string {
  const told = addDays(today, NOTICE_DAYS);
  return termEnds > told ? termEnds : told;
}

/**
 * Refused: one that two confirmed or that was called off (removal.notOpen), before its day (removal.notYet), and by who
 * confirmed it already (removal.secondMustDiffer).
 */
export function checkConfirmable(removal: Removal, personId: string, today: string): void {
  checkOpen(removal);
  if (today < removal.fromDay) throw new Refusal('removal.notYet', { dag: removal.fromDay });
  if (removal.confirmations.some(({ by }) => by === personId)) throw new Refusal('removal.secondMustDiffer');
}

/** Refused: removal.notOpen. */
export function checkOpen(removal: Removal): void {
  if (!['announced', 'confirmedOnce'].includes(stateOf(removal))) throw new Refusal('removal.notOpen');
}

/** What of an item stands in lists that people and programs keep. */
export function itemJson({ spoken, holder, sender, message, file, name, size, sha256: digest }: RemovalItem) {
  return {
    ...{ nummer: spoken, van: bodyJson(sender), kopieVan: bodyJson(holder), soort: message },
    ...{ bestand: file, naam: name, grootte: size, sha256: digest },
  };
}

const bodyJson = ({ level, code }: CommitteeRef) => ({ niveau: level, code });

/** Over exactly these items, in this order. */
export function listDigest(items: readonly RemovalItem[]): Sha256 {
  return digestOf(items.map(itemJson));
}
