import type { Level } from '../kernel/committee.js';
import { GROUPS } from '../kernel/drawn-groups.js';
import { Refusal } from '../kernel/refusal.js';
import { stateName, type CommitteeKey } from './key.js';

/** Levels of which a code names the same body in every election; `CSB` and `HSB3` are others in each. */
export const SAME_IN_EACH: readonly Level[] = ['GSB', 'NBSB', 'SOL'];

/** A telephone call between the Kiesraad and a committee, in which fingerprints were read out. */
export interface Call {
  readonly calledAt: Date;
  /** Who called whom. */
  readonly caller: 'council' | 'committee';
  /** Who of the committee read out, as they said their name. */
  readonly spokeWith: string;
  readonly number: string;
  /** Where that number was known from before: never what the caller just said. */
  readonly numberSource: string;
}

/** What a call is called on screen, by who called. */
export const CALLERS = {
  council: 'De Kiesraad belde het stembureau',
  committee: 'Het stembureau belde de Kiesraad',
} as const satisfies Record<Call['caller'], string>;

/** Whether its fingerprint can still be read out: it waits, or was approved by one before two were asked. */
export function canBeReadOut(key: CommitteeKey): boolean {
  const open = key.state === 'registered' || (key.state === 'approved' && key.approvals.length === 1);
  return open && key.readOut === null;
}

/**
 * Which of these keys were read out whole. `ticked` gives how many different groups of a key were ticked. Refused:
 * keys.partlyReadOut when some groups of one were and others not, or nothing was; keys.alreadyDecided when one of them
 * cannot be read out any more.
 */
export function readOutWhole(
  keys: readonly CommitteeKey[],
  ticked: (key: CommitteeKey) => number,
): readonly CommitteeKey[] {
  const heard = keys.filter((key) => ticked(key) > 0);
  if (heard.length === 0 || heard.some((key) => ticked(key) !== GROUPS))
    throw new Refusal('keys.partlyReadOut');
  const late = heard.find((key) => !canBeReadOut(key));
  if (late === undefined) return heard;
  throw new Refusal('keys.alreadyDecided', {
    state: late.readOut === null ? stateName(late.state) : 'voorgelezen',
  });
}
