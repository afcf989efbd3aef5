import type { Check, Finding, Outcome, Place } from '../verdict.js';

/**
 * A check as the catalogue has it: its title, and what it may say beside `pass`. Each is declared once, beside the function
 * that makes it. Codes are stable: they stand on receipts, are said by phone and are matched by machines.
 */
export interface CheckEntry {
  /** Two digits, said by phone and never given to another check: the tens are the paragraph of docs/formats.md. */
  readonly number: number;
  readonly title: string;
  readonly outcomes: readonly Exclude<Outcome, 'pass'>[];
}

/** The checks of one paragraph of docs/formats.md, by code, in the order in which a verdict lists them. */
export type CheckGroup = Readonly<Record<string, CheckEntry>>;

/** Further findings that a check lists beside its first. */
const MAX_MORE = 50;

/** A place that is only a file. */
export function inFile(file: string | null): Place | null {
  return file === null ? null : { file, line: null, column: null, path: null };
}

/** The check was made and found nothing wrong. */
export function passed(code: string, detail: string): Check {
  return { code, result: 'pass', detail, place: null, more: [] };
}

/** The check could not be made; `why` is a Dutch sentence. */
export function skipped(code: string, why: string): Check {
  return { code, result: 'skipped', detail: why, place: null, more: [] };
}

/** One finding that refuses. */
export function refused(code: string, detail: string, file: string | null = null): Check {
  return { code, result: 'refuse', detail, place: inFile(file), more: [] };
}

/** One finding worth telling. */
export function warned(code: string, detail: string, file: string | null = null): Check {
  return { code, result: 'warn', detail, place: inFile(file), more: [] };
}

/**
 * A check from everything it found, at least one; `total` is how many there are when more were found than are given.
 * The first finding is the check's own; when there are more its detail names the total.
 */
export function fromFindings(
  code: string,
  result: Extract<Outcome, 'warn' | 'refuse'>,
  findings: readonly Finding[],
  total: number = findings.length,
): Check {
  const [first = { detail: '', place: null }, ...more] = findings;
  const detail =
    total > 1 ? `${first.detail} (In totaal ${String(total)} keer iets gevonden.)` : first.detail;
  return { code, result, detail, place: first.place, more: more.slice(0, MAX_MORE) };
}

/** What a check found: how many things in all, and the first of them. */
export interface Found {
  readonly total: number;
  readonly first: readonly Finding[];
}

/** A check of what was found, or that all is well. */
export function foundOr(allIsWell: string, code: string, result: 'warn' | 'refuse', found: Found): Check {
  return found.total === 0 ? passed(code, allIsWell) : fromFindings(code, result, found.first, found.total);
}
