import { z } from 'zod';

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

/** An e-mail address. */
export const emailAddress = z
  .string('Vul een e-mailadres in.')
  .trim()
  .max(200, 'Gebruik hoogstens 200 tekens.')
  .pipe(z.email('Vul een e-mailadres in, zoals naam@gemeente.nl.'));
