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
export const COUNT_EVENTS = [countTabulated];
