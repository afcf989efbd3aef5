import { canonicalAuthority } from '../../kernel/eml-ids.js';

/** The UID that names a committee in its certificate: `PSB` and its authority id, as OSV writes it. */
export function userIdOf(code: string): string {
  return `PSB${code}`;
}

/**
 * Does this UID name the committee with this code? OSV compares all of it, four digits for a gemeente. That an HSB or CSB may
 * leave out `PSB` is inferred: no public source has a certificate of one.
 */
export function isUserIdOf(userId: string | null, code: string): boolean {
  const [, prefix = '', id = ''] = /^(PSB)?(CSB|HSB\d{1,9}|\d{4})$/.exec(userId ?? '') ?? [];
  if (prefix === '' && /^\d/.test(id)) return false;
  return id !== '' && canonicalAuthority(id) === canonicalAuthority(code);
}
