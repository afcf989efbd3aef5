import type { Check } from '../verdict.js';
import { ARITHMETIC_CHECKS } from './arithmetic.js';
import { ATTACHMENT_CHECKS } from './attachments.js';
import { CONTAINER_CHECKS } from './container.js';
import type { CheckEntry } from './check.js';
import { FINGERPRINT_CHECKS } from './fingerprint.js';
import { IDENTITY_CHECKS } from './identity.js';
import { NAMING_CHECKS } from './naming.js';
import { ORDER_CHECKS } from './order.js';
import { SIGNATURE_CHECKS } from './signature.js';
import { STATION_CHECKS } from './stations.js';
import { STRUCTURE_CHECKS } from './structure.js';
import { XML_CHECKS } from './xml.js';

/**
 * Goes up when a check is added or taken away. A verdict carries the version by which it was made and keeps it: what it does
 * not have was not checked then. test/fixtures/verdicts holds a verdict of every version that was ever released.
 */
export const CATALOGUE_VERSION = 6;

/** Every check there is, in the order in which a verdict lists them. */
export const CATALOGUE = {
  ...CONTAINER_CHECKS,
  ...NAMING_CHECKS,
  ...FINGERPRINT_CHECKS,
  ...SIGNATURE_CHECKS,
  ...XML_CHECKS,
  ...IDENTITY_CHECKS,
  ...ORDER_CHECKS,
  ...STRUCTURE_CHECKS,
  ...STATION_CHECKS,
  ...ARITHMETIC_CHECKS,
  ...ATTACHMENT_CHECKS,
} as const;

export type CheckCode = keyof typeof CATALOGUE;
export const CHECK_CODES = Object.keys(CATALOGUE) as readonly CheckCode[];

const ENTRIES = new Map<string, CheckEntry>(Object.entries(CATALOGUE));

/** Title of a check; of one that this version of the catalogue does not have, its code. */
export function checkTitle(code: string): string {
  return ENTRIES.get(code)?.title ?? `Controle ${code}`;
}

/** What one says of a check by phone: its number; of one that this version of the catalogue does not have, its code. */
export function spokenCode(code: string): string {
  return String(ENTRIES.get(code)?.number ?? code);
}

/** Puts new checks in the catalogue's order. Throws unless every code is there exactly once: that would be our mistake. */
export function inCatalogueOrder(checks: readonly Check[]): Check[] {
  const byCode = new Map(checks.map((check) => [check.code, check]));
  if (checks.length !== CHECK_CODES.length || byCode.size !== checks.length) {
    const missing = CHECK_CODES.filter((code) => !byCode.has(code));
    throw new Error(`a verdict has ${String(checks.length)} checks; missing: ${missing.join(', ')}`);
  }
  return CHECK_CODES.map((code) => byCode.get(code)!);
}
