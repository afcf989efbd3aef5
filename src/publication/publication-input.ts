import { z } from 'zod';
import { webAddress } from '../frame/text.js';
import { hats } from '../platform/http/access.js';

/** Who makes results public, and who sees what is not public yet. */
export const PUBLISHERS = hats(['MAYOR', 'HSB', 'CSB']);
export const WATCHERS = hats(['MAYOR', 'HSB', 'CSB', 'COUNCIL']);

/** Where it becomes public; null: here. The address counts only where it is elsewhere. */
export const publishInput = z
  .object({
    waar: z.enum(['hier', 'elders'], 'Kies waar het bestand openbaar is.'),
    adres: z.string().default('').describe('Waar u het bestand zelf openbaar maakte, met https'),
  })
  .transform(({ waar, adres }, context) => {
    if (waar === 'hier') return { address: null };
    const read = webAddress.safeParse(adres);
    if (read.success) return { address: read.data };
    context.addIssue({ code: 'custom', path: ['adres'], message: read.error.issues[0]!.message });
    return z.NEVER;
  });
