import { z } from 'zod';
import { openFormFields } from '../frame/open-forms.js';
import { line, lines, mailAddress } from '../frame/text.js';
import { hats } from '../platform/http/access.js';
import type { Handling } from './handle-report.js';

/** Who handles what is reported. */
export const HANDLERS = hats(['CSB']);

const LONGEST = 4000;
/** Text that may be left out: null. */
const orNothing = (schema: z.ZodType<string>) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      if (text.trim() === '') return null;
      const read = schema.safeParse(text);
      if (read.success) return read.data;
      context.addIssue({ code: 'custom', message: read.error.issues[0]!.message });
      return z.NEVER;
    });

/** What somebody reports of a public file. */
export const faultForm = z
  .object({
    ...openFormFields,
    versie: z.coerce.number('Kies een versie uit de lijst.').int().min(1).max(100_000),
    plaats: orNothing(line(200)),
    fout: lines(LONGEST, 'Schrijf op wat er volgens u niet klopt.').refine((text) => text.length >= 20, {
      error: 'Schrijf iets meer op: minstens 20 tekens.',
    }),
    naam: orNothing(line(120)),
    email: orNothing(mailAddress),
  })
  .transform(({ versie, plaats, fout, naam, email, ...sent }) => ({
    sent,
    said: { version: versie, place: plaats, text: fout, name: naam, email },
  }));

/** By what who reported something follows it. */
export const followForm = z.object({
  nummer: line(40, 'Vul het nummer van uw melding in.'),
  code: line(100, 'Vul de geheime code in.'),
});

/** How a report ends. */
export const answerForm = z
  .object({
    uitkomst: z.enum(['beantwoord', 'nietGegrond'], 'Kies wat u vond.'),
    antwoord: lines(LONGEST, 'Schrijf uw antwoord op.'),
  })
  .transform(({ uitkomst, antwoord: text }): Handling => ({
    step: uitkomst === 'beantwoord' ? 'answered' : 'notFounded',
    text,
  }));
