import type { CommitteeRef } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';

/** What a GSB finds of a station: its numbers were corrected in a next session, or they stand, because of what it says. */
export const FINDINGS = ['corrected', 'stands'] as const;
export type Finding = (typeof FINDINGS)[number];

/** What a GSB said of a station. */
export interface StationAnswer {
  readonly finding: Finding;
  readonly text: string;
  readonly at: Date;
}

/**
 * How a station stands that was sent back. Corrected by `file`: the newest version that came since has other numbers for it;
 * else by the word of the GSB.
 */
export type StationState =
  | { readonly state: 'open' }
  | { readonly state: 'corrected'; readonly by: 'file' | 'word'; readonly at: Date }
  | { readonly state: 'stands'; readonly at: Date };

/** One polling station that a CSB asks its GSB to look at again. */
export interface ReferredStation {
  /** As `canonicalUnit` gives it. */
  readonly unit: string;
  readonly name: string;
  readonly reason: string;
  readonly answer: StationAnswer | null;
  readonly state: StationState;
}

/** A CSB sends stations of one delivered count back to its GSB (Samenwerkingsplan 2.1.5, 3.1.1). */
export interface Referral {
  readonly id: string;
  readonly electionId: string;
  readonly from: CommitteeRef;
  readonly to: CommitteeRef;
  /** The version that was looked at: as the CSB and as the GSB know it. */
  readonly deliveryId: string;
  readonly submissionId: string;
  readonly at: Date;
  readonly stations: readonly ReferredStation[];
}

/** What came counts before what was said. `changedAt`: when a version came with other numbers; null: none did. */
export function stationState(answer: StationAnswer | null, changedAt: Date | null): StationState {
  if (changedAt !== null) return { state: 'corrected', by: 'file', at: changedAt };
  if (answer === null) return { state: 'open' };
  return answer.finding === 'stands'
    ? { state: 'stands', at: answer.at }
    : { state: 'corrected', by: 'word', at: answer.at };
}

/** How many stations were sent back, and what became of them. A station that was sent back twice counts twice. */
export interface Tally {
  readonly sent: number;
  readonly answered: number;
  readonly corrected: number;
  readonly stands: number;
  readonly open: number;
}

export function tallyOf(referrals: readonly Pick<Referral, 'stations'>[]): Tally {
  const states = referrals.flatMap(({ stations }) => stations.map(({ state }) => state.state));
  const count = (wanted: StationState['state']) => states.filter((state) => state === wanted).length;
  const [corrected, stands, open] = [count('corrected'), count('stands'), count('open')];
  return { sent: states.length, answered: corrected + stands, corrected, stands, open };
}

/** The stations that wait for an answer, by unit. */
export function openUnits(referrals: readonly Pick<Referral, 'stations'>[]): ReadonlySet<string> {
  return new Set(
    referrals.flatMap(({ stations }) =>
      stations.filter(({ state }) => state.state === 'open').map(({ unit }) => unit),
    ),
  );
}

/** Refused: a station that was not sent back (referral.unknownStation); one that is not open (referral.answeredAlready). */
export function checkAnswerable({ stations }: Referral, units: readonly string[]): void {
  for (const unit of units) {
    const station = stations.find((one) => one.unit === unit);
    if (station === undefined) throw new Refusal('referral.unknownStation');
    if (station.state.state !== 'open') throw new Refusal('referral.answeredAlready');
  }
}
