import { z } from 'zod';
import { lines } from '../frame/text.js';
import { hats } from '../platform/http/access.js';
import { REMOVAL_CLASSES } from './removal-class.js';
import { CLASS_KEYS } from './words.js';

/** Who decides what goes and what is kept; and who hands evidence to investigators. */
export const DECIDERS = hats(['OPERATOR']);
export const COLLECTORS = hats(['COUNCIL']);

export const electionParams = { verkiezing: z.string().max(120) };
const keys = [CLASS_KEYS.mayor, CLASS_KEYS.committees, CLASS_KEYS.refused] as const;
export const classParams = {
  ...electionParams,
  klasse: z.enum(keys).transform((key) => REMOVAL_CLASSES.find((one) => CLASS_KEYS[one] === key)!),
};

/** Why. */
export const whyBody = z.object({ waarom: lines(1000, 'Vul in waarom.') });

const NONE = 'Kies minstens één levering.';
/** A form sends one text where one is ticked, and nothing where none is. */
const ids = z
  .preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(z.uuid(NONE)).min(1, NONE).max(2000),
  )
  .transform((ticked) => [...new Set(ticked)]);
/** Which refused submissions are kept as evidence, and why. */
export const keepBody = z.object({ levering: ids, waarom: lines(1000, 'Vul in waarom.') });
