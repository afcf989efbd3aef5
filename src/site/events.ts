import { count } from '../audit/details.js';
import { event } from '../audit/event.js';

/** Work that had failed for the last time may be tried again: one event, or all of them when it names none. */
export const eventRetried = event('event.retried', {
  title: 'Mislukte opdracht opnieuw gezet',
  object: 'event',
  by: ['person'],
  details: { count },
});

export const SITE_EVENTS = [eventRetried];
