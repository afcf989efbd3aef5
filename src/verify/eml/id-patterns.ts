import { ELECTION_ID } from '../../kernel/committee.js';
import { CONTEST_ID } from '../../kernel/eml-ids.js';

/** Forms of the ids in a 510 and the head of a 520 (EML_NL 1.2.2 and 1.3, kiesraad-eml-restrictions.xsd). */
export const ID_PATTERNS = {
  election: ELECTION_ID,
  /** XSBType: CSB, HSB or SB with a number, or the four digits of a municipality or public entity. */
  authority: /^(?:CSB|H?SB\d{1,9}|\d{4})$/,
  contest: CONTEST_ID,
  unit: /^(?:HSB\d{1,9}|(?:HSB\d{1,9}::)?\d{4}|(?:(?:HSB\d{1,9}::)?\d{4}::)?SB\d{1,9}|HSB\d{1,9}::SB\d{1,9})$/,
  /** CandidateIdType and AffiliationIdType: a positive number. */
  number: /^[1-9]\d{0,8}$/,
  /** The schema asks for letters and at most 7 digits; other marks in a name are let through. */
  shortCode: /^[^\s]{1,64}$/,
} as const;
