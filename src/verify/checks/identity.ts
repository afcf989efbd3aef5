import { isResultType, type Level, type MessageType, type PaperType } from '../../kernel/committee.js';
import {
  canonicalAuthority,
  canonicalContest,
  canonicalVersion,
  EML_VERSIONS,
  isElectoralCollege,
  type EmlVersion,
} from '../../kernel/eml-ids.js';
import { readWrittenDay } from '../../kernel/written-time.js';
import type { Context, ElectionFacts } from '../context.js';
import type { Head, Places, Reading } from '../eml/count.js';
import { shown } from '../eml/head-builder.js';
import type { Check, Place } from '../verdict.js';
import { fromFindings, passed, skipped, type CheckGroup } from './check.js';

/** 5. Who made it, and of what. */
export const IDENTITY_CHECKS = {
  'identity.type': {
    number: 51,
    title: 'Dit soort bestand mag van deze afzender komen',
    outcomes: ['refuse', 'skipped'],
  },
  'identity.election': {
    number: 52,
    title: 'Het bestand hoort bij deze verkiezing',
    outcomes: ['refuse', 'skipped'],
  },
  'identity.date': { number: 53, title: 'De verkiezingsdatum klopt', outcomes: ['refuse', 'skipped'] },
  'identity.committee': {
    number: 54,
    title: 'Het bestand, de afzender en de sleutel zijn van hetzelfde stembureau',
    outcomes: ['refuse', 'skipped'],
  },
  'identity.contest': {
    number: 55,
    title: 'De kieskring in het bestand klopt',
    outcomes: ['refuse', 'skipped'],
  },
  'identity.version': {
    number: 56,
    title: 'De versie van EML_NL is die van deze verkiezing',
    outcomes: ['refuse', 'skipped'],
  },
} as const satisfies CheckGroup;

type IdentityCode = keyof typeof IDENTITY_CHECKS;
const CODES = Object.keys(IDENTITY_CHECKS);

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
  EXECUTIVE: [],
};

/** Elections that have HSBs, whose 510c the CSB may correct. */
const WITH_DISTRICTS = /^(TK|EP|PS)/;

function acceptedFrom({ election, sender }: Context): readonly MessageType[] {
  if (election.accepts !== null) return election.accepts;
  const own = MADE_BY[sender.level];
  return sender.level === 'CSB' && WITH_DISTRICTS.test(election.id) ? [...own, '510c'] : own;
}

/** identity.*: is this the file that this sender may deliver, of this election? Everything but what is unknown refuses. */
export function identityChecks(reading: Reading, context: Context): Check[] {
  if (reading.kind === 'failed') {
    return CODES.map((code) => skipped(code, 'Het bestand kon niet tot het eind worden gelezen.'));
  }
  const { head } = reading.count;
  const at = placesOf(reading.places);
  const district = correctedDistrict(head, context);
  return [
    type(head, context, at('EML')),
    election(head, context, at('ElectionIdentifier')),
    date(head, context, at('kr:ElectionDate')),
    committee(head, context, district, at('AuthorityIdentifier')),
    contest(head, context, district, at('ContestIdentifier')),
    version(head, context.election.emlVersion, at('kr:Schema') ?? at('EML')),
  ];
}

/**
 * identity.* of a delivery on paper alone: there is no file to name its maker, so what can be judged is whether this sender
 * has such papers at all. Nothing is corrected in a session of who delivers a 510b (Kieswet P 1e); the annex to the P 22 is
 * of who establishes the result.
 */
export function paperChecks(paper: PaperType, context: Context): Check[] {
  const accepts = acceptedFrom(context);
  const [wanted, good, bad] =
    paper === 'P2a'
      ? ([
          '510b',
          'Een P 2a mag van deze afzender komen.',
          'Alleen een stembureau dat een 510b levert, kan melden dat er niets is gecorrigeerd.',
        ] as const)
      : ([
          '520',
          'De bijlage bij het proces-verbaal P 22 mag van deze afzender komen.',
          'Alleen het centraal stembureau levert de bijlage bij het proces-verbaal P 22.',
        ] as const);
  return CODES.map((code) => {
    if (code !== 'identity.type') return skipped(code, NO_COUNT[paper]);
    if (accepts.includes(wanted)) return passed(code, good);
    return fromFindings(code, 'refuse', [{ detail: bad, place: null }]);
  });
}

/** Why nothing can be said of a count. */
export const NO_COUNT: Readonly<Record<PaperType, string>> = {
  P2a: 'Er is geen telbestand: in deze zitting is niets gecorrigeerd.',
  'P22-bijlage': 'Er is geen telbestand: dit is alleen de bijlage bij het proces-verbaal P 22.',
};

function type(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.type';
  if (head.type === null)
    return fromFindings(code, 'refuse', [
      { detail: 'Het bestand zegt niet wat voor bestand het is.', place },
    ]);
  const accepts = acceptedFrom(context);
  if (isResultType(head.type) && accepts.includes(head.type)) {
    return passed(code, `Een ${head.type} mag van deze afzender komen.`);
  }
  const wanted = accepts.length === 0 ? 'geen bestand' : `een ${accepts.join(' of ')}`;
  const detail = `Het bestand is een ${shown(head.type)}; van deze afzender wordt ${wanted} verwacht.`;
  return fromFindings(code, 'refuse', [{ detail, place }]);
}

/** An election as people call it, and that for which somebody works there: `de gemeenteraadsverkiezing`, `de gemeenteraad`. */
export interface ElectionWords {
  readonly election: string;
  readonly body: string;
}

const ELECTIONS: Readonly<Record<string, ElectionWords>> = {
  TK: { election: 'de Tweede Kamerverkiezing', body: 'de Tweede Kamer' },
  EK: { election: 'de Eerste Kamerverkiezing', body: 'de Eerste Kamer' },
  EP: { election: 'de verkiezing van het Europees Parlement', body: 'het Europees Parlement' },
  PS: { election: 'de provinciale statenverkiezing', body: 'provinciale staten' },
  AB: { election: 'de waterschapsverkiezing', body: 'het waterschap' },
  GR: { election: 'de gemeenteraadsverkiezing', body: 'de gemeenteraad' },
  ER: { election: 'de eilandsraadsverkiezing', body: 'de eilandsraad' },
};

/** The words for an election with this id; null for a kind that has none. */
export function electionWordsOf(id: string): ElectionWords | null {
  return ELECTIONS[id.slice(0, 2)] ?? null;
}

/** `de gemeenteraadsverkiezing (GR2026_Haarlem)`. */
export function electionWords(id: string): string {
  const words = electionWordsOf(id);
  return words === null ? shown(id) : `${words.election} (${shown(id).slice(1, -1)})`;
}

function election(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.election';
  const { id, category } = head.election;
  const refuse = (detail: string) => fromFindings(code, 'refuse', [{ detail, place }]);
  if (isElectoralCollege(id ?? '') || isElectoralCollege(category ?? ''))
    return refuse('Dit bestand is van een kiescollege (KC). Die verkiezingen lopen niet via dit platform.');
  if (id === context.election.id) return passed(code, `Het bestand hoort bij ${id}.`);
  if (id === null) return refuse('Het bestand zegt niet bij welke verkiezing het hoort.');
  return refuse(
    `Dit bestand is van ${electionWords(id)}. U werkt nu voor ${electionWords(context.election.id)}. Kies het goede bestand.`,
  );
}

function date(head: Head, context: Context, place: Place | null): Check {
  const code = 'identity.date';
  const expected = context.election.date;
  if (expected === null)
    return skipped(code, 'De verkiezingsdatum is hier niet bekend: er is geen 110a ingelezen.');
  const { date: written } = head.election;
  if (written !== null && readWrittenDay(written) === expected)
    return passed(code, `De verkiezingsdatum is ${expected}.`);
  return differs(code, 'De verkiezingsdatum', written, expected, place);
}

function committee(
  head: Head,
  { sender, election }: Context,
  district: string | null,
  place: Place | null,
): Check {
  const code = 'identity.committee';
  const { id, name } = head.authority;
  if (id !== null && canonicalAuthority(id) === canonicalAuthority(sender.code))
    return passed(code, `Het bestand is van ${id}, het stembureau van de afzender.`);
  if (district !== null)
    return passed(
      code,
      `Het bestand is van ${district}; het centraal stembureau heeft het gecorrigeerd (P 1f lid 5).`,
    );
  if (id === null) return differs(code, 'Het stembureau', id, sender.code, place);
  const of =
    name === null || name === '' ? shown(id) : `${shown(name).slice(1, -1)} (${shown(id).slice(1, -1)})`;
  const you = election.place === null ? sender.code : `${election.place} (${sender.code})`;
  const detail = `Dit is het bestand van ${of}. U werkt voor ${you}. Kies het bestand van uw eigen stembureau.`;
  return fromFindings(code, 'refuse', [{ detail, place }]);
}

/**
 * The HSB that the file names, by its code, where the CSB may have corrected its 510c: the one case where the sender is not
 * the committee in the file (P 1f lid 5, P 1g lid 2). Null for every other file.
 */
function correctedDistrict(head: Head, context: Context): string | null {
  const { election, sender } = context;
  const id = head.authority.id === null ? '' : canonicalAuthority(head.authority.id);
  if (sender.level !== 'CSB' || head.type !== '510c' || !acceptedFrom(context).includes('510c')) return null;
  const isDistrict =
    election.corrects === null ? /^HSB[1-9]\d*$/.test(id) : Object.hasOwn(election.corrects, id);
  return isDistrict ? id : null;
}

/** Makers of a 510b: their gemeente or island lies in one kieskring, so that a file need not name it. */
const COUNTS: readonly Level[] = ['GSB', 'SOL', 'NBSB'];

function contest(head: Head, context: Context, district: string | null, place: Place | null): Check {
  const code = 'identity.contest';
  const expected = expectedContest(context.election, district);
  if (expected === null) return skipped(code, 'Welke kieskring in het bestand hoort, is hier niet bekend.');
  const { id } = head.contest;
  if (id !== null && canonicalContest(id) === canonicalContest(expected))
    return passed(
      code,
      expected === 'geen' ? 'Deze verkiezing heeft geen kieskringen.' : `De kieskring is ${id}.`,
    );
  // Abacus writes it in every count.
  if (id === 'geen' && COUNTS.includes(context.sender.level))
    return passed(code, `Het bestand noemt geen kieskring; die volgt uit de gemeente (${expected}).`);
  return differs(code, 'De kieskring', id, expected, place);
}

function expectedContest({ contest, corrects }: ElectionFacts, district: string | null): string | null {
  return district === null ? contest : (corrects?.[district] ?? null);
}

function version({ schemaVersion }: Head, decided: EmlVersion | null, place: Place | null): Check {
  const code = 'identity.version';
  const found = canonicalVersion(schemaVersion);
  const refuse = (detail: string) => fromFindings(code, 'refuse', [{ detail, place }]);
  if (found === null)
    return refuse(
      `Het bestand is van EML_NL ${shown(schemaVersion ?? '')}. Het platform kent ${EML_VERSIONS.join(' en ')}.`,
    );
  if (decided === null)
    return skipped(code, `Het bestand is van EML_NL ${found}. Voor deze verkiezing mag elke versie.`);
  if (found === decided) return passed(code, `Het bestand is van EML_NL ${found}.`);
  return refuse(
    `Het bestand is van EML_NL ${found}. Voor deze verkiezing is ${decided} bepaald. Maak het bestand opnieuw in die versie.`,
  );
}

function differs(
  code: IdentityCode,
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
