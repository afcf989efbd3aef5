import { z } from 'zod';
import { count } from '../audit/details.js';
import { detail, event } from '../audit/event.js';

const notices = detail('Berichten', z.int());

export const noticeSeen = event('notice.seen', {
  title: 'Bericht gelezen',
  object: 'notice',
  by: ['person'],
  details: { notices },
});

/** What could not be sent may be tried again: one mail or call, or all of them when it names none. */
export const dispatchRetried = event('dispatch.retried', {
  title: 'Mislukte verzending opnieuw gezet',
  object: 'dispatch',
  by: ['person'],
  details: { count },
});

/** What the Kiesraad adds to the reminders of a voting day, by which it is found. */
export const reminderTextKept = event('reminder.textKept', {
  title: 'Tekst van herinneringen gewijzigd',
  object: 'dispatch',
  by: ['person'],
});

/** Of what somebody wants mail, and when not. */
export const wishesKept = event('wishes.kept', {
  title: 'Keuze van mail gewijzigd',
  object: 'person',
  by: ['person', 'hatless'],
});

export const NOTICE_EVENTS = [noticeSeen, dispatchRetried, reminderTextKept, wishesKept];
