import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import type { Unsigned } from '../verify/unsigned.js';

/** How long an allowance holds when the Kiesraad says nothing else, in hours (I). */
export const USUAL_HOURS = 4;
/** How long at most, in hours (I): it is for this night. */
export const MOST_HOURS = 48;

/** By which article, where none was filled in for this election before (I): authenticity as the gebruiksvoorschriften say. */
export const USUAL_ARTICLE = 'Kiesbesluit Ea 1 lid 4 en de gebruiksvoorschriften';

/** Somebody's act. */
export interface Act {
  readonly at: Date;
  /** Person id. */
  readonly by: string;
}

/** What a committee asks, and of what. */
export interface Question {
  readonly electionId: string;
  readonly committee: CommitteeRef;
  readonly message: MessageType;
  /** Why it has no key. */
  readonly reason: string;
}

interface Common extends Question {
  readonly id: string;
  readonly asked: Act;
}

/** On which terms one delivery is allowed. */
export interface Terms {
  readonly article: string;
  readonly until: Date;
}
interface Granted extends Common, Terms {
  readonly decided: Act;
}

export type AskedFallback = Common & { readonly state: 'asked' };
/** One delivery may be unsigned, until its moment, or until it is withdrawn or used. */
export type AllowedFallback = Granted & { readonly state: 'allowed' };
export type RefusedFallback = Common & {
  readonly state: 'refused';
  readonly decided: Act;
  readonly answer: string;
};
export type WithdrawnFallback = Granted & {
  readonly state: 'withdrawn';
  readonly answer: string;
  readonly ended: Act;
};
/** Not used in time. */
export type ExpiredFallback = Granted & { readonly state: 'expired' };
export type UsedFallback = Granted & { readonly state: 'used'; readonly ended: Act };

/** What a committee asked, in one of its states. */
export type Fallback =
  AskedFallback | AllowedFallback | RefusedFallback | WithdrawnFallback | ExpiredFallback | UsedFallback;
export type FallbackState = Fallback['state'];

const STATE_NAMES = {
  asked: 'gevraagd',
  allowed: 'toegestaan',
  refused: 'geweigerd',
  withdrawn: 'ingetrokken',
  expired: 'verlopen',
  used: 'gebruikt',
} as const satisfies Record<FallbackState, string>;

/** What a state is called on screen and in the API. */
export function stateName<S extends FallbackState>(state: S): (typeof STATE_NAMES)[S] {
  return STATE_NAMES[state];
}

/** As it is at this moment: what was not used in time has expired, whether or not that was written down. */
export function atMoment(fallback: Fallback, now: Date): Fallback {
  return fallback.state === 'allowed' && fallback.until <= now ? { ...fallback, state: 'expired' } : fallback;
}

const settled = ({ state }: Fallback) => new Refusal('fallback.alreadySettled', { stand: stateName(state) });

/**
 * The Kiesraad allows one delivery. Refused: fallback.alreadySettled; fallback.untilWrong where the end does not lie in the
 * hours to come.
 */
export function allow(fallback: Fallback, decided: Act, terms: Terms): AllowedFallback {
  if (fallback.state !== 'asked') throw settled(fallback);
  const hours = (terms.until.getTime() - decided.at.getTime()) / 3_600_000;
  if (hours <= 0 || hours > MOST_HOURS) throw new Refusal('fallback.untilWrong', { uren: MOST_HOURS });
  return { ...fallback, ...terms, state: 'allowed', decided };
}

/** The Kiesraad does not allow it. Refused: fallback.alreadySettled. */
export function refuse(fallback: Fallback, decided: Act, answer: string): RefusedFallback {
  if (fallback.state !== 'asked') throw settled(fallback);
  return { ...fallback, state: 'refused', decided, answer };
}

/** The Kiesraad takes back what was not used. Refused: fallback.alreadySettled. */
export function withdraw(fallback: Fallback, ended: Act, answer: string): WithdrawnFallback {
  if (fallback.state !== 'allowed') throw settled(fallback);
  return { ...fallback, state: 'withdrawn', ended, answer };
}

/** It is used by delivering one file: once. The caller holds it, and it stands. */
export function use(fallback: AllowedFallback, ended: Act): UsedFallback {
  return { ...fallback, state: 'used', ended };
}

/** What a verdict says of what is delivered by it. */
export function unsignedBy({ id, decided, article }: AllowedFallback): Unsigned {
  return { allowance: id, at: decided.at.toISOString(), article };
}
