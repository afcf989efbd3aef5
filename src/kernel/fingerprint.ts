/** SHA-256 as 64 lowercase hex digits. For a result file: over the raw bytes of the .eml.xml, never over a ZIP. */
export type Sha256 = string & { readonly __brand: 'Sha256' };

const HEX64 = /^[0-9a-f]{64}$/;

/** Takes 64 lowercase hex digits; throws on anything else. */
export function sha256(hex: string): Sha256 {
  if (!HEX64.test(hex)) throw new TypeError('not a SHA-256 in lowercase hex');
  return hex as Sha256;
}

/** As printed on the proces-verbaal: 16 groups of 4 lowercase hex digits with a space between. */
export function inGroups(fingerprint: Sha256): string {
  return fingerprint.match(/.{4}/g)!.join(' ');
}

/**
 * Reads a fingerprint as a person types it from paper: any case, with spaces, tabs, dashes or line ends anywhere.
 * Gives null unless exactly 64 hex digits remain; never compares a part (Fox-IT 2017: 4 digits were enough).
 */
export function readFingerprint(typed: string): Sha256 | null {
  if (typed.length > 400) return null;
  const digits = typed.replace(/[\s\u00a0\u2010-\u2015-]/g, '').toLowerCase();
  return HEX64.test(digits) ? (digits as Sha256) : null;
}
