import { z } from 'zod';
import { readUrl } from '../kernel/read-url.js';

// eslint-disable-next-line no-control-regex -- NUL cannot be kept and the others cannot be seen
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Surrogate}]/u;
// eslint-disable-next-line no-control-regex -- as above, but for line ends and tabs
const UNPRINTABLE_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}]/u;

/**
 * A line that somebody typed: 1 to `longest` characters after the space around it went; without control characters and
 * half surrogates, which the database does not keep. `empty`: what to say when there is nothing.
 */
export function line(longest: number, empty = 'Vul dit in.'): z.ZodType<string> {
  return z
    .string(empty)
    .trim()
    .min(1, empty)
    .max(longest, `Gebruik hoogstens ${longest} tekens.`)
    .refine((text) => !UNPRINTABLE.test(text), 'Gebruik alleen letters, cijfers en leestekens.');
}

/** Several lines that somebody typed; further as {@link line}. */
export function lines(longest: number, empty = 'Vul dit in.'): z.ZodType<string> {
  return z
    .string(empty)
    .trim()
    .min(1, empty)
    .max(longest, `Gebruik hoogstens ${longest} tekens.`)
    .refine((text) => !UNPRINTABLE_BUT_LINES.test(text), 'Gebruik alleen letters, cijfers en leestekens.');
}

/** An address on the web that somebody typed, with https. */
export const webAddress = line(2000, 'Vul het adres in.').refine(
  (text) => /^https:\/\/[^/\s]/.test(text) && readUrl(text) !== null,
  'Vul een adres in dat met https:// begint.',
);

const PHONE = 'Vul een telefoonnummer in, zoals 06-12345678 of +31 6 12345678.';

/**
 * A telephone number as people write it, or nothing: null. Ten digits from 0 on, or `+` and at most fifteen (E.164), with
 * spaces and dashes as they were typed.
 */
export const phoneNumber = z
  .string(PHONE)
  .trim()
  .max(30, 'Gebruik hoogstens 30 tekens.')
  .refine(
    (text) => text === '' || /^(0\d{9}|\+[1-9]\d{7,14})$/.test(text.replace(/(?<=\d)[ -]+(?=\d)/g, '')),
    PHONE,
  )
  .transform((text) => text || null);

/** An e-mail address. */
export const emailAddress = z
  .string('Vul een e-mailadres in.')
  .trim()
  .max(200, 'Gebruik hoogstens 200 tekens.')
  .pipe(z.email('Vul een e-mailadres in, zoals naam@gemeente.nl.'));

const MAIL = 'Vul een e-mailadres in, zoals naam@gemeente.nl.';
/** A dot-atom with letters of any script before the `@` (RFC 5322, 6531), names of a domain after it (RFC 5890). */
const MAIL_ADDRESS =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$/u;

/**
 * An address to which mail is sent, an internationalised one too; with the domain in lower case. A line end anywhere is refused,
 * not taken off: what follows it would be another header.
 */
export const mailAddress = z
  .string(MAIL)
  .refine((text) => !UNPRINTABLE.test(text), MAIL)
  .trim()
  .normalize('NFC')
  .max(200, 'Gebruik hoogstens 200 tekens.')
  .refine((text) => MAIL_ADDRESS.test(text), MAIL)
  .transform((text) => text.replace(/@.*$/, (domain) => domain.toLowerCase()));
