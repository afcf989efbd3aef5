import { ELECTION_ID } from '../../kernel/committee.js';

/** Forms of the ids in a 510 and the head of a 520 (EML_NL 1.2.2 and 1.3, kiesraad-eml-restrictions.xsd). */
export const ID_PATTERNS = {
  election: ELECTION_ID,
  /** XSBType: CSB, HSB or SB with a number, or the four digits of a municipality or public entity. */
  authority: /^(?:CSB|H?SB\d{1,9}|\d{4})$/,
  /** ContestIdType: a number, a roman numeral, `geen` or `alle`. */
  contest: /^(?:[1-9]\d{0,8}|geen|alle|(?=.)M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))$/,
  unit: /^(?:HSB\d{1,9}|(?:HSB\d{1,9}::)?\d{4}|(?:(?:HSB\d{1,9}::)?\d{4}::)?SB\d{1,9}|HSB\d{1,9}::SB\d{1,9})$/,
  /** CandidateIdType and AffiliationIdType: a positive number. */
  number: /^[1-9]\d{0,8}$/,
  /** The schema asks for letters and at most 7 digits; other marks in a name are let through. */
  shortCode: /^[^\s]{1,64}$/,
  /** xs:dateTime without its rarities. */
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?$/,
} as const;

/** `YYYY-MM-DD`, and a day that exists. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** `YYYY-MM-DDThh:mm:ss` with or without fraction and time zone, and a moment that exists. */
export function isDateTime(text: string): boolean {
  return (
    ID_PATTERNS.dateTime.test(text) &&
    isDate(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(`1970-01-01${text.slice(10)}`))
  );
}
