import { z } from 'zod';

const percent = z.number().min(0).max(100).multipleOf(0.1);
const number = z.int().min(1).max(100_000);

/**
 * From where on the count of a polling station stands out. Percentages are of the ballots counted, to one decimal.
 * - `difference`, `differencePercent`: between admitted voters and ballots, so many or so many percent.
 * - `listPoints`: a list, from its share in the rest of the gemeente.
 * - `swapFactor`: one candidate has so many times what was expected, another of the list less than one so many-th; of fewer votes
 *   than `swapVotes` that says nothing.
 */
export const boundsSchema = z.object({
  blankPercent: percent,
  invalidPercent: percent,
  difference: number,
  differencePercent: percent,
  listPoints: percent,
  swapFactor: number,
  swapVotes: number,
});
export type Bounds = Readonly<z.infer<typeof boundsSchema>>;

/** Those of the Kiesraad's own Hulpmiddel ControleProtocol (github.com/kiesraad/HCP, `EML` in eml.py). */
export const HELPER: Bounds = {
  ...{ blankPercent: 3, invalidPercent: 3, difference: 15, differencePercent: 2 },
  ...{ listPoints: 60, swapFactor: 5, swapVotes: 15 },
};
