import { z } from 'zod';
import { readFingerprint, type Sha256 } from '../kernel/fingerprint.js';

/** A fingerprint that somebody types from their own copy. */
export const fingerprintField = z.string('Vul de vingerafdruk in.').transform((typed, context): Sha256 => {
  const read = readFingerprint(typed);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'Een vingerafdruk heeft 64 cijfers 0-9 en letters a-f.' });
  return z.NEVER;
});

/** Fingerprints as a form carries them along, each of a copy that was found to be equal, with a space between; at most 400. */
export const carriedFingerprints = z
  .string()
  .max(400 * 65)
  .transform((text) => text.split(' ').flatMap((each) => readFingerprint(each) ?? []));
