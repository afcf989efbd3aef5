import { z } from 'zod';
import { COMMITTEE_LEVELS, MESSAGE_TYPES } from '../kernel/committee.js';
import { readFingerprint, type Sha256 } from '../kernel/fingerprint.js';
import { readFingerprintForm } from '../web/fingerprint-form.js';
import { hats } from '../platform/http/access.js';
import { BOARD_FILTERS } from './inbox.js';

/** Those to whom the law brings files; who may ask for one at once (Kieswet O 2, P 1c); who sees how all of it stands. */
export const RECEIVERS = hats(['HSB', 'CSB', 'MAYOR', 'COUNCIL']);
export const ASKERS = hats(['HSB', 'CSB']);
export const WATCHERS = hats(['OPERATOR']);

const shortText = z.string().max(120);
/** A form sends an empty field where nothing was chosen. */
const chosen = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

/** What narrows an inbox or a board. */
export const boardQuery = z.object({
  verkiezing: chosen(shortText.optional()),
  status: chosen(z.enum(BOARD_FILTERS, { error: `Kies een van: ${BOARD_FILTERS.join(', ')}.` }).optional()),
  sinds: chosen(
    z.iso
      .datetime({ offset: true, error: 'Geef een tijd met tijdzone, zoals 2027-03-17T21:00:00+01:00.' })
      .transform((text) => new Date(text))
      .optional(),
  ),
});

/** Which file is asked for again. */
export const requestBody = z.object({
  niveau: z.enum(COMMITTEE_LEVELS, { error: 'Geef het niveau van het stembureau, zoals GSB.' }),
  code: z.string().min(1).max(12),
  bericht: z.enum(MESSAGE_TYPES, { error: `Kies een van: ${MESSAGE_TYPES.join(', ')}.` }),
});

/** A fingerprint as typed from paper: 64 digits, with spaces or dashes anywhere. */
export const fingerprintBody = z.object({
  vingerafdruk: z.string().transform((typed, check): Sha256 => {
    const read = readFingerprint(typed);
    if (read !== null) return read;
    check.addIssue({
      code: 'custom',
      message: 'Een vingerafdruk heeft 64 tekens: cijfers en de letters a tot en met f.',
    });
    return z.NEVER;
  }),
});

/** Whether a bundle holds everything, also what was fetched before. */
export const bundleQuery = z.object({ alles: z.enum(['0', '1']).default('0') });

/** The number of a file or attachment as it stands in an address. */
export const fileNumber = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform(Number);

/** The sixteen fields of a form, as what they hold together. */
export const fingerprintFields = z.record(z.string(), z.unknown()).transform(readFingerprintForm);
