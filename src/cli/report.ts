import { inGroups } from '../kernel/fingerprint.js';
import type { Check, Place, Verdict } from '../verify/verdict.js';

/** What `--json` and a batch print: exactly these fields. */
export interface JsonReport {
  readonly verdict: Verdict['verdict'];
  readonly fingerprint: Verdict['fingerprint'];
  readonly type: Verdict['type'];
  readonly election: Verdict['election'];
  readonly committee: Verdict['committee'];
  readonly checks: readonly Pick<Check, 'code' | 'result' | 'detail' | 'place'>[];
}

/** The verdict as machines get it. */
export function jsonReport(verdict: Verdict): JsonReport {
  const { fingerprint, type, election, committee } = verdict;
  return {
    verdict: verdict.verdict,
    fingerprint,
    type,
    election,
    committee: committee && { level: committee.level, code: committee.code },
    checks: verdict.checks.map(({ code, result, detail, place }) => ({ code, result, detail, place })),
  };
}

/** How an outcome is marked in front of its line. */
export const MARK: Readonly<Record<Check['result'], string>> = {
  pass: '✓',
  warn: '!',
  refuse: '✗',
  skipped: '–',
};

/** The verdict as people read it: Dutch, one line per check, what they have to know first. */
export function textReport(verdict: Verdict, file: string): string {
  const accepted = verdict.verdict === 'accepted';
  const warnings = verdict.checks.filter((check) => check.result === 'warn').length;
  const noted =
    warnings === 0 ? '' : ` met ${String(warnings)} ${warnings === 1 ? 'waarschuwing' : 'waarschuwingen'}`;
  const head = [
    `Bestand:        ${visible(file)}`,
    `Soort:          ${visible(verdict.type ?? 'onbekend')}`,
    `Verkiezing:     ${visible(verdict.election ?? 'onbekend')}`,
    `Stembureau:     ${verdict.committee === null ? 'onbekend' : `${verdict.committee.level} ${verdict.committee.code}`}`,
    `Vingerafdruk:   ${verdict.fingerprint === null ? 'geen' : inGroups(verdict.fingerprint)}`,
  ];
  const end = accepted
    ? `GOEDGEKEURD${noted}. Vergelijk de vingerafdruk met die op het papieren proces-verbaal: alle 64 tekens.`
    : 'AFGEKEURD. Gebruik dit bestand niet; hierboven staat bij ✗ waarom.';
  return [...head, '', ...verdict.checks.flatMap(lines), '', end, ''].join('\n');
}

function lines(check: Check): string[] {
  const own = `${MARK[check.result]} ${check.code.padEnd(24)} ${visible(check.detail)}${where(check.place)}`;
  return [own, ...check.more.map((one) => `${' '.repeat(27)}${visible(one.detail)}${where(one.place)}`)];
}

function where(place: Place | null): string {
  if (place === null) return '';
  const position =
    place.line === null
      ? null
      : `regel ${String(place.line)}${place.column === null ? '' : `, teken ${String(place.column)}`}`;
  const parts = [place.file, position, place.path].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` [${visible(parts.join(', '))}]`;
}

/** Text from a file must not steer the reader's terminal. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
