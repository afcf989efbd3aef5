import { z } from 'zod';
import type { Bounds } from './bounds.js';

/** The bounds as programs get them. */
export const boundsAnswer = z.object({
  blancoProcent: z.number(),
  ongeldigProcent: z.number(),
  verschil: z.number(),
  verschilProcent: z.number(),
  lijstProcentpunten: z.number(),
  verwisseldFactor: z.number(),
  verwisseldStemmen: z.number(),
});

/** Gives them in that form. */
export function boundsJson(bounds: Bounds): z.output<typeof boundsAnswer> {
  return {
    ...{ blancoProcent: bounds.blankPercent, ongeldigProcent: bounds.invalidPercent },
    ...{ verschil: bounds.difference, verschilProcent: bounds.differencePercent },
    lijstProcentpunten: bounds.listPoints,
    ...{ verwisseldFactor: bounds.swapFactor, verwisseldStemmen: bounds.swapVotes },
  };
}
