import type { Check, Finding, Outcome, Place } from '../verdict.js';
import { CHECK_CODES, type CheckCode } from './catalogue.js';

/** Further findings that a check lists beside its first. */
const MAX_MORE = 50;

/** A place that is only a file. */
export function inFile(file: string | null): Place | null {
  return file === null ? null : { file, line: null, column: null, path: null };
}

/** The check was made and found nothing wrong. */
export function passed(code: CheckCode, detail: string): Check {
  return { code, result: 'pass', detail, place: null, more: [] };
}

/** The check could not be made; `why` is a Dutch sentence. */
export function skipped(code: CheckCode, why: string): Check {
  return { code, result: 'skipped', detail: why, place: null, more: [] };
}

/** One finding that refuses. */
export function refused(code: CheckCode, detail: string, file: string | null = null): Check {
  return { code, result: 'refuse', detail, place: inFile(file), more: [] };
}

/** One finding worth telling. */
export function warned(code: CheckCode, detail: string, file: string | null = null): Check {
  return { code, result: 'warn', detail, place: inFile(file), more: [] };
}

/**
 * A check from everything it found, at least one; `total` is how many there are when more were found than are given.
 * The first finding is the check's own; when there are more its detail names the total.
 */
export function fromFindings(
  code: CheckCode,
  result: Extract<Outcome, 'warn' | 'refuse'>,
  findings: readonly Finding[],
  total: number = findings.length,
): Check {
  const [first = { detail: '', place: null }, ...more] = findings;
  const detail =
    total > 1 ? `${first.detail} (In totaal ${String(total)} keer iets gevonden.)` : first.detail;
  return { code, result, detail, place: first.place, more: more.slice(0, MAX_MORE) };
}

/** Puts checks in the catalogue's order. Throws unless every code is there exactly once: that would be our mistake. */
export function inCatalogueOrder(checks: readonly Check[]): Check[] {
  const byCode = new Map(checks.map((check) => [check.code, check]));
  if (checks.length !== CHECK_CODES.length || byCode.size !== checks.length) {
    const missing = CHECK_CODES.filter((code) => !byCode.has(code));
    throw new Error(`a verdict has ${String(checks.length)} checks; missing: ${missing.join(', ')}`);
  }
  return CHECK_CODES.map((code) => byCode.get(code)!);
}
