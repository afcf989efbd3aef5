import { z } from 'zod';
import { lines } from '../frame/text.js';
import { typedMoment } from '../kernel/dutch-time.js';
import type { Outcome } from './assessment.js';
import type { Terms } from './request.js';
import { rowsQuery } from './received-input.js';

const LONGEST = 1000;
const WHY = 'Vul in wat er niet goed is.';
const MOMENT = 'Vul een dag in zoals 2027-03-18, en een tijd zoals 21:15.';

/** A form sends an empty field where nothing was filled in. */
const filled = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);
const text = z.string().trim();
const termFields = { dag: text.default(''), tijd: text.default('') };

/** The term that was typed; null where nothing was. */
function readTerm({ dag, tijd }: { dag: string; tijd: string }, context: z.RefinementCtx): Date | null {
  if (dag === '' && tijd === '') return null;
  const at = typedMoment(dag, tijd);
  if (at === null) context.addIssue({ code: 'custom', path: ['dag'], message: MOMENT });
  return at;
}

const until = z.iso
  .datetime({ offset: true, error: 'Geef een tijd met tijdzone, zoals 2027-03-18T21:00:00+01:00.' })
  .transform((typed) => new Date(typed))
  .optional()
  .meta({ description: 'Tot wanneer; in de toekomst' });
const seen = z.coerce.number().int().min(0).max(100_000);

function outcomeOf(asRequired: boolean, reason: string | undefined, context: z.RefinementCtx): Outcome {
  if (asRequired) return { outcome: 'asRequired' };
  if (reason === undefined) context.addIssue({ code: 'custom', path: ['reden'], message: WHY });
  return { outcome: 'notAsRequired', reason: reason ?? '' };
}

/** What the form on a delivery's page says of it. */
export const assessForm = z
  .object({
    oordeel: z.enum(['voldoet', 'voldoetNiet'], 'Kies of het bestand voldoet.'),
    reden: filled(lines(LONGEST, WHY).optional()),
    ...termFields,
    gezien: seen.nullable().default(null).catch(null),
  })
  .transform(({ oordeel, reden, gezien, ...term }, context) => {
    const found = outcomeOf(oordeel === 'voldoet', reden, context);
    const dueAt = found.outcome === 'asRequired' ? null : readTerm(term, context);
    return { found, dueAt, seen: gezien };
  });

/** The same for programs. */
export const assessBody = z
  .object({
    voldoet: z.boolean('Geef true of false.'),
    reden: lines(LONGEST, WHY).optional().meta({ description: 'Verplicht als het bestand niet voldoet' }),
    uiterlijk: until,
    gezien: seen.optional().meta({ description: 'Het nummer van het oordeel dat u zag; 0 als er geen was' }),
  })
  .transform(({ voldoet, reden, uiterlijk, gezien }, context) => ({
    found: outcomeOf(voldoet, reden, context),
    dueAt: uiterlijk ?? null,
    seen: gezien ?? null,
  }));

/** Who is asked on a page, and why and by when. */
export const askForm = z
  .object({ ...rowsQuery.shape, reden: filled(lines(LONGEST).optional()), ...termFields })
  .transform(({ rij, reden, ...term }, context) => {
    const terms: Terms = { reason: reden ?? null, dueAt: readTerm(term, context) };
    return { rij, terms };
  });

/** Why and by when, for programs. */
export const termsBody = { reden: lines(LONGEST).optional(), uiterlijk: until };

/** Why nothing else is delivered. */
export const answerBody = z.object({
  antwoord: lines(LONGEST, 'Vul in waarom u geen ander bestand levert.'),
});
