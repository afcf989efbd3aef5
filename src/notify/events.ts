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

const host = detail('Server', z.string().max(300));

/** A body's programs hear of notices at this server from here on. */
export const webhookKept = event('webhook.kept', {
  title: 'Webhook ingesteld',
  object: 'webhook',
  by: ['person'],
  details: { host },
});

export const webhookRotated = event('webhook.rotated', {
  title: 'Nieuw geheim voor een webhook',
  object: 'webhook',
  by: ['person'],
});

export const webhookRemoved = event('webhook.removed', {
  title: 'Webhook verwijderd',
  object: 'webhook',
  by: ['person'],
});

export const webhookTried = event('webhook.tried', {
  title: 'Proefbericht aan een webhook gestuurd',
  object: 'webhook',
  by: ['person'],
});

export const NOTICE_EVENTS = [
  ...[noticeSeen, dispatchRetried, reminderTextKept, wishesKept],
  ...[webhookKept, webhookRotated, webhookRemoved, webhookTried],
];
