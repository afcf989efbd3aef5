import { z } from 'zod';
import { submissionId } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';
import { OUTCOMES } from './look.js';

const unit = detail('Stembureau', cutText(100));
const saw = detail('Uitkomst', z.enum(OUTCOMES));
const title = 'Opmerkelijke uitslag van een stembureau bekeken';
const declared = { title, by: ['person'], details: { submissionId, unit, saw } } as const;

/** By who received the count; what they wrote beside it may hold results and is in no log. */
export const deliveryStationLookedAt = event('delivery.stationLookedAt', { ...declared, object: 'delivery' });
/** By who sent it. */
export const submissionStationLookedAt = event('submission.stationLookedAt', {
  ...declared,
  object: 'submission',
});
export const PLAUSIBILITY_EVENTS = [deliveryStationLookedAt, submissionStationLookedAt];
