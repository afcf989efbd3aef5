import { z } from 'zod';
import { committee, count, from, message, state } from '../audit/details.js';
import { detail, event } from '../audit/event.js';
import { publishedVersion } from '../publication/events.js';

const reportNumber = detail('Nummer van de melding', z.string(), { names: true });

/** Somebody reported a fault in a public file: which file, never what they said or who they are. */
export const faultReported = event('report.received', {
  title: 'Fout gemeld in een openbaar bestand',
  object: 'report',
  by: ['person', 'hatless', 'anonymous'],
  details: { reportNumber, committee, message, publishedVersion },
});
/** A body looks at it, or ended it; not what it answered, which is the reporter's. */
export const reportHandled = event('report.handled', {
  title: 'Melding behandeld',
  object: 'report',
  by: ['person'],
  details: { reportNumber, from, state },
});
/** Names and addresses of so many reporters were erased: their time was over. */
export const contactsErased = event('report.contactsErased', {
  title: 'Gegevens van melders gewist',
  object: 'report',
  by: ['system'],
  details: { count },
});
export const REPORT_EVENTS = [faultReported, reportHandled, contactsErased];
