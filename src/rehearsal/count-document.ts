import { sumTallies, type Tally } from './tally.js';

/** An election as its count files name it. */
export interface CountedElection {
  /** `TK2027`, `GR2026_Juinen`. */
  readonly id: string;
  readonly name: string;
  /** `TK`, `GR`, `AB`, … and subcategory `TK`, `GR1`, `AB2`, … */
  readonly category: string;
  readonly subcategory: string;
  /** Null for TK, EP and EK. A PS domain has no id. */
  readonly domain: { readonly id: string | null; readonly name: string } | null;
  /** Voting day, `YYYY-MM-DD`. */
  readonly date: string;
}

/** A list with its candidates in order: candidate 1 first. Names as the spreadsheet has them: `Jansen, A.B.`. */
export interface CountedList {
  readonly number: number;
  readonly name: string;
  readonly candidates: readonly string[];
}

/** One reporting unit: a polling station in a 510b, a municipality in a 510c, a district or municipality in a 510d. */
export interface CountedUnit {
  /** `0668::SB1`, `HSB3::0668`, `HSB3`, `0668`. */
  readonly id: string;
  readonly name: string;
  /** `6626 AC`; null where the unit is no polling station or has no address. */
  readonly postcode: string | null;
  readonly tally: Tally;
  /** What it was before a next session corrected it; null when this is the first or nothing changed here. */
  readonly before: Tally | null;
}

/** A whole count file as data: what `writeCount` and `writeCountCsv` write down. */
export interface CountDocument {
  readonly type: '510b' | '510c' | '510d';
  readonly schema: '1.2.2' | '1.3';
  /** Whose way of writing: OSV2020-U (one line, no declaration) or Abacus (declaration, indented). */
  readonly product: 'osv' | 'abacus';
  readonly election: CountedElection;
  /** `geen`, `alle`, or a district's number with its name. */
  readonly contest: { readonly id: string; readonly name: string | null };
  /** ManagingAuthority: `0668` West Maas en Waal, `HSB3` Assen, `CSB` De Kiesraad. */
  readonly authority: { readonly id: string; readonly name: string };
  /** kr:CreationDateTime as OSV writes it: local, without a time zone, `2022-03-17T01:32:49.834`. */
  readonly created: string;
  /** Made by a postal committee: three more kinds of UncountedVotes. */
  readonly postal: boolean;
  readonly lists: readonly CountedList[];
  readonly units: readonly CountedUnit[];
}

/** Is there a row of voter cards? At a GR nobody votes with one: Abacus leaves the row out, OSV writes 0. */
export function hasVoterCards({ election, product }: CountDocument): boolean {
  return election.category !== 'GR' || product === 'osv';
}

/** The sum over all units, as TotalVotes. */
export function totalOf(document: CountDocument): Tally {
  return sumTallies(document.units.map((unit) => unit.tally));
}

/** The sum as it was before the correction; null when no unit was corrected. */
export function totalBefore(document: CountDocument): Tally | null {
  if (document.units.every((unit) => unit.before === null)) return null;
  return sumTallies(document.units.map((unit) => unit.before ?? unit.tally));
}

/**
 * The codes that name a candidate where numbers differ per district (510d): letters of the name, at most 15 in all,
 * unique within the list (EML_NL NameShortCodeType).
 */
export function shortCodes(candidates: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return candidates.map((name) => {
    const [last = '', initials = ''] = name.split(',');
    const stem = (letters(last).slice(0, 10) || 'Kandidaat') + letters(initials).slice(0, 2);
    let code = stem;
    for (let n = 2; used.has(code); n += 1) code = `${stem}${n}`;
    used.add(code);
    return code;
  });
}

function letters(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}
