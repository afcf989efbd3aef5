import { isCalendarDay } from '../kernel/days.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { Refusal } from '../kernel/refusal.js';
import { executiveOf, kindOfCode, standsOn, type Organisation } from './organisation.js';

/** Organisations that become another on a day. */
export interface Merger {
  /** Codes of those that end: one or more. */
  readonly from: readonly string[];
  /** The one after it: new, or one that goes on under its own name. */
  readonly into: { readonly code: string; readonly name: string };
  /** The first day of the new map, `YYYY-MM-DD`. */
  readonly day: string;
  readonly reason: string;
}

/**
 * The organisation after a merger, and whether it is new. Refused with organisations.wrongMerger: a code that is not known, one
 * that is not there just before that day, two kinds together, a code that was another's before.
 */
export function judgeMerger(
  { from, into, day }: Merger,
  known: readonly Organisation[],
): { readonly into: Organisation; readonly isNew: boolean } {
  const wrong = (waarom: string): never => {
    throw new Refusal('organisations.wrongMerger', { waarom });
  };
  if (!isCalendarDay(day)) wrong('De dag is geen dag.');
  if (!ORGANISATION_CODE.test(into.code)) wrong('De nieuwe code is geen code van een organisatie.');
  if (from.length === 0 || new Set(from).size < from.length)
    wrong('Noem elke organisatie die ophoudt één keer.');
  const kind = kindOfCode(into.code);
  for (const code of from) {
    const one = known.find((each) => each.code === code) ?? wrong(`${code} is hier niet bekend.`);
    if (one.until !== null) wrong(`${one.name} houdt al op, op ${one.until}.`);
    if (one.since !== null && one.since >= day) wrong(`${one.name} is er pas vanaf ${one.since}.`);
    if (one.kind !== kind) wrong('Alle organisaties moeten van dezelfde soort zijn.');
    if (code === into.code) wrong(`${one.name} kan niet ophouden en doorgaan onder dezelfde code.`);
  }
  const there = known.find(({ code }) => code === into.code);
  if (there === undefined) return { into: begun(kind, into, day), isNew: true };
  if (!standsOn(there, day) || there.name !== into.name)
    wrong(`De code ${there.code} is van ${there.name}. Een nieuwe organisatie krijgt een eigen code.`);
  return { into: there, isNew: false };
}

function begun(kind: Organisation['kind'], { code, name }: Merger['into'], day: string): Organisation {
  return {
    ...{ code, kind, name, executive: executiveOf(kind, name) },
    ...{ province: null, website: null, arrangement: null, since: day, until: null, successor: null },
  };
}
