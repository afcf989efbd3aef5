import { line } from '../frame/text.js';
import { InvalidInput, type FieldError } from '../platform/http/parse.js';
import type { SetupWord } from './check-setup.js';
import { POINTS, type PointCode } from './setup-check.js';
import { POINT_NAMES } from './words.js';

export const SEEN_FIELD = 'gezien';
export const answerField = (code: PointCode): string => `punt-${code}`;
export const noteField = (code: PointCode): string => `fout-${code}`;

const note = line(500, 'Schrijf wat er niet klopt, en wat het moet zijn.');

/** Reads the form of all points that were shown. Refuses request.invalid for what is not answered, or has no reason. */
export function readSetupForm(
  body: Readonly<Record<string, unknown>> & { readonly [SEEN_FIELD]: string },
): SetupWord {
  const problems: FieldError[] = [];
  const faults = new Map<PointCode, string | null>();
  for (const code of POINTS) {
    const answer = body[answerField(code)];
    if (answer === undefined && body[noteField(code)] === undefined) continue;
    if (answer === 'ja') faults.set(code, null);
    else if (answer === 'nee') {
      const read = note.safeParse(body[noteField(code)]);
      if (read.success) faults.set(code, read.data);
      else problems.push({ pointer: `/${noteField(code)}`, detail: read.error.issues[0]!.message });
    } else
      problems.push({
        pointer: `/${answerField(code)}`,
        detail: `Kies of dit klopt: ${POINT_NAMES[code].toLowerCase()}.`,
      });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { seen: body[SEEN_FIELD], faults };
}
