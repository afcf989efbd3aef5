import { z } from 'zod';
import { submissionId } from '../audit/details.js';
import { detail, event } from '../audit/event.js';
import { CSV_FORMS } from './csv-form.js';

const form = detail('Vorm', z.enum(CSV_FORMS));

/** The platform made it of the count: none of the bytes that were delivered went out. */
export const countTabulated = event('delivery.tabulated', {
  title: 'Telling als CSV opgehaald',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, form },
});

/** Two versions of a file side by side, for who received both. */
export const countsCompared = event('delivery.versionsCompared', {
  title: 'Versies naast elkaar bekeken',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, besideId: detail('Vergeleken met', z.uuid(), { names: true }) },
});
export const COUNT_EVENTS = [countTabulated, countsCompared];
