import { inGroups, type Sha256 } from '../../kernel/fingerprint.js';
import type { Check } from '../verdict.js';
import { passed, refused, skipped, type CheckGroup } from './check.js';

/** 2. The fingerprint. */
export const FINGERPRINT_CHECKS = {
  'fingerprint.computed': {
    number: 21,
    title: 'De digitale vingerafdruk is berekend',
    outcomes: ['skipped'],
  },
  'fingerprint.compared': {
    number: 22,
    title: 'Vergelijking van de vingerafdruk met het papieren proces-verbaal',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
} as const satisfies CheckGroup;

/** The fingerprint as computed, or why there is none. */
export function computedCheck(fingerprint: Sha256 | null, why: string): Check {
  const code = 'fingerprint.computed';
  return fingerprint === null
    ? skipped(code, why)
    : passed(code, `De digitale vingerafdruk is ${inGroups(fingerprint)}.`);
}

/** The fingerprint against the one on the paper PV: all 64 digits or nothing (Fox-IT 2017: 4 digits were enough). */
export function comparedCheck(fingerprint: Sha256 | null, paper: Sha256 | null): Check {
  const code = 'fingerprint.compared';
  if (fingerprint === null) return skipped(code, 'Er is geen vingerafdruk om te vergelijken.');
  if (paper === null)
    return skipped(code, 'De vingerafdruk is nog niet vergeleken met het papieren proces-verbaal.');
  return fingerprint === paper
    ? passed(code, 'De vingerafdruk is gelijk aan die op het papieren proces-verbaal.')
    : differsCheck();
}

/** The paper PV says something else. */
export function differsCheck(): Check {
  return refused(
    'fingerprint.compared',
    'De vingerafdruk is anders dan die op het papieren proces-verbaal. Lever het bestand dat bij dit proces-verbaal hoort.',
  );
}

/** The checks for who must still read the fingerprint from paper: without its digits. */
export function withoutFingerprint<C extends { readonly code: string; readonly detail: string }>(
  checks: readonly C[],
): C[] {
  return checks.map((check) =>
    check.code === 'fingerprint.computed'
      ? { ...check, detail: 'De digitale vingerafdruk is berekend.' }
      : check,
  );
}
