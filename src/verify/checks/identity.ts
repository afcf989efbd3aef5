import { type CommitteeRef, type Level, type MessageType } from '../../kernel/committee.js';
import type { Context } from '../context.js';
import type { Head, Places } from '../eml/count.js';
import { shown } from '../eml/head-builder.js';
import type { Reading } from '../eml/reading.js';
import type { Check, Place } from '../verdict.js';
import type { CheckCode } from './catalogue.js';
import { fromFindings, passed, skipped } from './check.js';
import { isResultType } from './result-type.js';

const CODES = [
  'identity.type',
  'identity.election',
  'identity.date',
  'identity.committee',
  'identity.contest',
] as const satisfies readonly CheckCode[];

/** What a level makes by law (Kieswet Na 32, O 10, O 21, P 23), where the election does not say it. */
const MADE_BY: Readonly<Record<Level, readonly MessageType[]>> = {
  GSB: ['510b'],
  NBSB: ['510b'],
  SOL: ['510b'],
  HSB: ['510c'],
  CSB: ['510d', '520'],
  MAYOR: [],
  COUNCIL: [],
  OPERATOR: [],
};

/** identity.*: is this the file that this sender may deliver, of this election? Everything but what is unknown refuses. */
export function identityChecks(reading: Reading, context: Context): Check[] {
  if (reading.kind === 'failed') {
    return CODES.map((code) => skipped(code, 'Het bestand kon niet tot het eind worden gelezen.'));
  }
  const { head } = reading.count;
  const at = placesOf(reading.places);
  return [
    type(head, context, at('EML')),
    election(head, context, at('ElectionIdentifier')),
    date(head, context, at('kr:ElectionDate')),
    committee(head, context, at('AuthorityIdentifier')),
    contest(head, context, at('ContestIdentifier')),
  ];
}

/**
 * identity.* of a next session in which nothing was corrected: there is no file to name its maker, so what can be judged
 * is whether this sender holds such sessions at all. Only who delivers a 510b does (Kieswet P 1e).
 */
export function nothingCorrectedChecks({ election, sender }: Context): Check[] {
  const accepts = election.accepts ?? MADE_BY[sender.level];
  const why = 'Er is geen telbestand: in deze zitting is niets gecorrigeerd.';
  const detail = 'Alleen een stembureau dat een 510b levert, kan melden dat er niets is gecorrigeerd.';
  return CODES.map((code) => {
    if (code !== 'identity.type') return skipped(code, why);
    if (accepts.includes('510b')) return passed(code, 'Een P 2a mag van deze afzender komen.');
    return fromFindings(code, 'refuse', [{ detail, place: null }]);
  });
}

/**
 * An authority id as it is compared: `668` and `0668` are one municipality, `HSB03` and `HSB3` one HSB. Anything else
 * stays as it is.
 */
export function normalAuthority(id: string): string {
  if (/^\d{1,4}$/.test(id)) return id.padStart(4, '0');
  return id.replace(/^(H?SB)0+(?=\d)/, '$1');
}

/** A contest id as it is compared: the numeral of a kieskring is its number. */
export function normalContest(id: string): string {
  const value = romanValue(id);
  return value === null ? id : String(value);
}

function type(head: Head, { election, sender }: Context, place: Place | null): Check {
  const code = 'identity.type';
  if (head.type === null)
    return fromFindings(code, 'refuse', [
      { detail: 'Het bestand zegt niet wat voor bestand het is.', place },
    ]);
  const accepts = election.accepts ?? MADE_BY[sender.level];
  if (isResultType(head.type) && accepts.includes(head.type)) {
    return passed(code, `Een ${head.type} mag van deze afzender komen.`);
  }
  const wanted = accepts.length === 0 ? 'geen bestand' : `een ${accepts.join(' of ')}`;
  const detail = `Het bestand is een ${shown(head.type)}; van deze afzender wordt ${wanted} verwacht.`;
  return fromFindings(code, 'refuse', [{ detail, place }]);
}

function election(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.election';
  const { id } = head.election;
  if (id === context.election.id) return passed(code, `Het bestand hoort bij ${id}.`);
  return differs(code, 'De verkiezing', id, context.election.id, place);
}

function date(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.date';
  const expected = context.election.date;
  if (expected === null)
    return skipped(code, 'De verkiezingsdatum is hier niet bekend: er is geen 110a ingelezen.');
  if (head.election.date === expected) return passed(code, `De verkiezingsdatum is ${expected}.`);
  return differs(code, 'De verkiezingsdatum', head.election.date, expected, place);
}

function committee(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.committee';
  const { id } = head.authority;
  const { sender, election } = context;
  if (id !== null && normalAuthority(id) === normalAuthority(sender.code)) {
    return passed(code, `Het bestand is van ${id}, het stembureau van de afzender.`);
  }
  if (id !== null && isCorrectedForHsb(head.type, id, sender, election.accepts)) {
    return passed(
      code,
      `Het bestand is van ${id}; het centraal stembureau heeft het gecorrigeerd (P 1f lid 5).`,
    );
  }
  return differs(code, 'Het stembureau', id, sender.code, place);
}

/** The one case where the sender is not the committee in the file: a 510c that the CSB corrected (P 1f, P 1g). */
function isCorrectedForHsb(
  type: string | null,
  id: string,
  sender: CommitteeRef,
  accepts: readonly MessageType[] | null,
): boolean {
  return (
    sender.level === 'CSB' &&
    type === '510c' &&
    (accepts?.includes('510c') ?? false) &&
    /^HSB[1-9]\d*$/.test(id)
  );
}

function contest(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.contest';
  const expected = context.election.contest;
  if (expected === null) return skipped(code, 'Welke kieskring in het bestand hoort, is hier niet bekend.');
  const { id } = head.contest;
  if (id !== null && normalContest(id) === normalContest(expected))
    return passed(code, `De kieskring is ${id}.`);
  return differs(code, 'De kieskring', id, expected, place);
}

function differs(
  code: CheckCode,
  what: string,
  found: string | null,
  expected: string,
  place: Place | null,
): Check {
  const is = found === null ? 'ontbreekt in het bestand' : `in het bestand is ${shown(found)}`;
  return fromFindings(code, 'refuse', [
    { detail: `${what} ${is}; verwacht wordt ${shown(expected)}.`, place },
  ]);
}

function placesOf(places: Places): (key: string) => Place | null {
  return (key) => {
    const place = places.head.get(key);
    return place === undefined ? null : { file: null, ...place };
  };
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

function romanValue(id: string): number | null {
  if (!/^[IVXLCDM]{1,15}$/.test(id)) return null;
  const values = Array.from(id, (letter) => ROMAN[letter]!);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}
