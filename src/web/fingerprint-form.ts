import { readFingerprint, type Sha256 } from '../kernel/fingerprint.js';

/** How many groups the fingerprint has on the paper PV, and how many hex digits each. */
export const GROUPS = 16;
const DIGITS = 4;

/** The names of the sixteen fields, `groep1` … `groep16`, and of the field that takes all at once. */
export const groupName = (group: number): string => `groep${group}`;
export const WHOLE_NAME = 'vingerafdruk';

/** What a person typed: all 64 digits, nothing at all, or something with the groups (1-16) that are not right. */
export type TypedFingerprint =
  | { readonly kind: 'complete'; readonly fingerprint: Sha256 }
  | { readonly kind: 'empty' }
  | { readonly kind: 'incomplete'; readonly wrong: readonly number[]; readonly typed: readonly string[] };

/**
 * Reads the fields of FingerprintInput from a parsed form (unknown values from outside). Each group must be exactly
 * four hex digits: five in one and three in the next is a typing error, also when it adds up to 64. Once any group is
 * filled in the groups count; the single field is read only when all sixteen are empty.
 */
export function readFingerprintForm(form: Readonly<Record<string, unknown>>): TypedFingerprint {
  const typed = Array.from({ length: GROUPS }, (_, i) => text(form[groupName(i + 1)]));
  if (typed.every((group) => group === '')) return readWhole(text(form[WHOLE_NAME]));
  const wrong = typed.flatMap((group, i) => (/^[0-9a-f]{4}$/i.test(group) ? [] : [i + 1]));
  const fingerprint = wrong.length === 0 ? readFingerprint(typed.join('')) : null;
  return fingerprint === null ? { kind: 'incomplete', wrong, typed } : { kind: 'complete', fingerprint };
}

function readWhole(whole: string): TypedFingerprint {
  if (whole === '') return { kind: 'empty' };
  const fingerprint = readFingerprint(whole);
  return fingerprint === null
    ? { kind: 'incomplete', wrong: [], typed: [] }
    : { kind: 'complete', fingerprint };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 400) : '';
}

/** Splits 64 hex digits into the sixteen groups as printed. */
export function splitInGroups(fingerprint: Sha256): string[] {
  return Array.from({ length: GROUPS }, (_, i) => fingerprint.slice(i * DIGITS, (i + 1) * DIGITS));
}

/** The sixteen groups as they were typed, to show them again; undefined when there is nothing to show. */
export function typedGroups(read: TypedFingerprint): readonly string[] | undefined {
  if (read.kind === 'empty') return undefined;
  return read.kind === 'complete' ? splitInGroups(read.fingerprint) : read.typed;
}
