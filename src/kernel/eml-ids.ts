/**
 * One canonical form for each identity that EML_NL lets people write in more than one way. What is compared, kept or made
 * part of a key is in this form; what is shown is as it was written.
 */

/** ContestIdType of EML_NL: a number, a roman numeral, `geen` or `alle`. */
export const CONTEST_ID =
  /^(?:[1-9]\d{0,8}|geen|alle|(?=.)M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))$/;

/** Election ids of a kiescollege (EML_NL 1.3: KC, with KCCN and KCNI), whose files do not travel here. */
const ELECTORAL_COLLEGE = /^KC(CN|NI)?(2\d{3}|$)/;

/** Is this the id or the category of an election of a kiescollege? */
export function isElectoralCollege(idOrCategory: string): boolean {
  return ELECTORAL_COLLEGE.test(idOrCategory);
}

/**
 * An authority id as it is compared: `668` and `0668` are one municipality, `HSB03` and `HSB3` one HSB. What is no such id
 * stays as it is.
 */
export function canonicalAuthority(id: string): string {
  if (/^\d{1,4}$/.test(id)) return id.padStart(4, '0');
  return id.replace(/^(H?SB)0+(?=\d)/, '$1');
}

/** A contest id as it is compared: the numeral of a kieskring is its number. */
export function canonicalContest(id: string): string {
  if (/^\d+$/.test(id)) return id.replace(/^0+(?=\d)/, '');
  return CONTEST_ID.test(id) && /^[MDCLXVI]+$/.test(id) ? String(romanValue(id)) : id;
}

/** The versions of EML_NL in which is counted. */
export const EML_VERSIONS = ['1.2.2', '1.3'] as const;
export type EmlVersion = (typeof EML_VERSIONS)[number];

/**
 * The version that a file says to be of (`kr:Schema/@Version`): 1.2.2 when it says nothing, as that version has no place for
 * it; `1.3.1` is 1.3. Null for one that is not known.
 */
export function canonicalVersion(written: string | null): EmlVersion | null {
  const known = /^1\.([23])(?:\.\d{1,3})?$/.exec(written ?? '1.2.2');
  return known === null ? null : known[1] === '2' ? '1.2.2' : '1.3';
}

/**
 * A reporting unit as it is compared within one file: what stands before it up to the file's own authority says nothing, so
 * `SB1`, `0777::SB01` and `HSB3::0777::SB1` are one polling station in a file of `0777`.
 */
export function canonicalUnit(id: string, authority: string | null): string {
  const parts = id.split('::').map(canonicalAuthority);
  const own = authority === null ? -1 : parts.slice(0, -1).lastIndexOf(canonicalAuthority(authority));
  return parts.slice(own + 1).join('::');
}

/**
 * A polling station as a 110b and a 510b of one committee are compared: a 110b numbers it (`1`), a 510b names its region too
 * (`SB1`, `0777::SB01`, `HSB3::0777::SB1`), and some write `SB-1`. One of another authority keeps that before it.
 */
export function canonicalStation(id: string, authority: string): string {
  const unit = canonicalUnit(id, authority);
  return /^(?:SB[-_ ]?)?0*(\d+)$/i.exec(unit)?.[1] ?? unit;
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

function romanValue(id: string): number {
  const values = Array.from(id, (letter) => ROMAN[letter]!);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}
