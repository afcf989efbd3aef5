import { z } from 'zod';
import { lines } from '../frame/text.js';
import { hats } from '../platform/http/access.js';

/** Who sends stations back; who looks at them again; and both. */
export const REFERRERS = hats(['CSB']);
export const ANSWERERS = hats(['GSB']);
export const CONCERNED = hats(['GSB', 'CSB']);

const LONGEST = 1000;
const NONE = 'Kies minstens één stembureau.';
const WHY = 'Vul in waarom de gemeente hiernaar kijkt.';
const EXPLAIN = 'Vul in wat u vond.';
const MOST = 2000;

const unit = z.string().min(1).max(120);
/** A form sends one text where one is ticked, and nothing where none is. */
const units = z
  .preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(unit).min(1, NONE).max(MOST))
  .transform((ticked) => [...new Set(ticked)]);

/** Which stations are sent back, and why: one reason for all. */
export const referForm = z
  .object({ bureau: units, reden: lines(LONGEST, WHY) })
  .transform(({ bureau, reden }) => bureau.map((one) => ({ unit: one, reason: reden })));

/** The same for programs: a reason for each. */
export const referBody = z
  .object({
    stembureaus: z
      .array(z.object({ id: unit, reden: lines(LONGEST, WHY) }))
      .min(1, NONE)
      .max(MOST)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Noem elk stembureau één keer.'),
  })
  .transform(({ stembureaus }) => stembureaus.map(({ id, reden }) => ({ unit: id, reason: reden })));

/** What a finding is called for people and programs. */
export const FINDING_KEYS = { corrected: 'gecorrigeerd', stands: 'blijft' } as const;
const bevinding = z
  .enum(['gecorrigeerd', 'blijft'], 'Kies wat u vond.')
  .transform((key) => (key === 'blijft' ? ('stands' as const) : ('corrected' as const)));
const uitleg = lines(LONGEST, EXPLAIN);

/** What was found of stations that were sent back. */
export const answerForm = z
  .object({ bureau: units, bevinding, uitleg })
  .transform(({ bureau, bevinding: finding, uitleg: text }) => ({ units: bureau, finding, text }));

/** The same for programs. */
export const answerBody = z
  .object({ stembureaus: z.array(unit).min(1, NONE).max(MOST), bevinding, uitleg })
  .transform(({ stembureaus, bevinding: finding, uitleg: text }) => ({
    ...{ units: [...new Set(stembureaus)], finding, text },
  }));
