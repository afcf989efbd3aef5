import { z } from 'zod';
import { dutchMoment } from '../kernel/dutch-time.js';

/** What an unsigned file is handed in by: one delivery that the Kiesraad allowed. */
export const unsignedSchema = z.object({
  /** Id of the allowance. */
  allowance: z.uuid(),
  /** When the Kiesraad allowed it, ISO 8601 in UTC. */
  at: z.iso.datetime(),
  /** By which article of the law or of the gebruiksvoorschriften, as the Kiesraad wrote it. */
  article: z.string(),
});
export type Unsigned = Readonly<z.infer<typeof unsignedSchema>>;

/** As it is said everywhere: never ok, never skipped. */
export function unsignedWords({ at, article }: Unsigned): string {
  return `Niet ondertekend. De Kiesraad stond deze ene levering toe op ${dutchMoment(new Date(at))}, op grond van: ${article}.`;
}
