import { z } from 'zod';
import { lines } from '../frame/text.js';
import type { SaidOfStation } from './look-at-station.js';
import { OUTCOMES } from './look.js';

/** What somebody says of a polling station, and what they saw when they said it. */
export const lookBody = z
  .object({
    bureau: z.string().max(100).meta({ description: '`bureau` van het stembureau' }),
    bevinding: z
      .string()
      .max(100)
      .meta({ description: '`bevinding` van het stembureau: waar u dit van zegt' }),
    gezien: z.coerce
      .number()
      .int()
      .min(0)
      .max(100_000)
      .meta({ description: '`gezien` van het stembureau: hoeveel er al was vastgelegd' }),
    uitkomst: z.enum(OUTCOMES, 'Kies wat u vond.'),
    toelichting: z.preprocess(
      (typed) => (typeof typed === 'string' && typed.trim() === '' ? null : (typed ?? null)),
      lines(1000).nullable(),
    ),
  })
  .transform(({ bureau, bevinding, gezien, uitkomst, toelichting }): SaidOfStation => ({
    ...{ unit: bureau, findings: bevinding, seen: gezien, outcome: uitkomst, note: toelichting },
  }));

export const LOOK_REFUSALS = [
  'counts.notReadYet',
  'plausibility.lookedMeanwhile',
  'plausibility.otherFindings',
] as const;
