import { z } from 'zod';
import {
  committee,
  fileName,
  fingerprint,
  groups,
  law,
  message,
  reason,
  recipient,
  sha256,
  submissionId,
} from '../audit/details.js';
import { cutText, detail, event, moment } from '../audit/event.js';

const part = detail('Deel', z.string());
const range = detail('Bytes', z.string());
const deliveryIds = detail('Afleveringen', z.array(z.uuid()), { names: true });
const damaged = detail('Beschadigd', z.int());
const which = detail('Welke', z.enum(['fresh', 'all', 'chosen']));
const admission = detail('Dag van de toelating', z.string());
const asRequired = detail('Voldoet', z.boolean());
const dueAt = detail('Uiterlijk', moment());
const answer = detail('Antwoord', cutText(2000), { personal: true });
const shown = detail('Getoonde vingerafdruk', z.string());
const first = detail('Voor het eerst', z.boolean());

export const deliveryCreated = event('delivery.created', {
  title: 'Bestand afgeleverd bij een ontvanger',
  object: 'delivery',
  by: ['system'],
  details: { submissionId, recipient, law, message },
});
/** The gezaghebber, after it was decided about the admission of the elected (Ya 18). */
export const deliverySentOn = event('delivery.sentOn', {
  title: 'Bestand na de toelating doorgestuurd',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, recipient, law, message, admission },
});
/** Somebody asked for it; what went out whole is `delivery.fetched`. */
export const deliveryDownloaded = event('delivery.downloaded', {
  title: 'Bestand opgehaald',
  object: 'delivery',
  by: ['person'],
  details: { part, fileName, sha256, range: range.nullable() },
});
/** The same for many deliveries in one ZIP. */
export const deliveriesBundled = event('delivery.bundled', {
  title: 'Bestanden samen opgehaald',
  object: 'delivery',
  by: ['person'],
  details: { which, deliveryIds, damaged },
});
export const deliveryFetched = event('delivery.fetched', {
  title: 'Bestand helemaal opgehaald',
  object: 'delivery',
  by: ['person'],
  details: { part, first, fingerprint: fingerprint.nullable() },
});
export const deliveryAcknowledged = event('delivery.acknowledged', {
  title: 'Ontvangst bevestigd',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint: fingerprint.nullable() },
});
export const deliveryComparedWithPaper = event('delivery.comparedWithPaper', {
  title: 'Gelijk verklaard aan het papieren proces-verbaal',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint },
});
/** On purpose, after being asked once more. It undoes nothing. */
export const deliveryPaperDiffered = event('delivery.paperDiffered', {
  title: 'Ontvanger meldde dat het papier iets anders zegt',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint },
});
/** Groups were typed that are not those of the file: mostly a slip. */
export const deliveryPaperSlipped = event('delivery.paperSlipped', {
  title: 'Ontvanger typte groepen van het papier over die niet gelijk zijn',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, groups },
});
/** O 5a, P 20a: its own software showed this very fingerprint. */
export const deliveryReadIn = event('delivery.readIn', {
  title: 'Ingelezen in het eigen telprogramma',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint },
});
export const deliveryTypedTwice = event('delivery.typedTwice', {
  title: 'Tweemaal met de hand ingevoerd in het eigen telprogramma',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint },
});
/** It does not count as read in. */
export const deliveryReadDiffered = event('delivery.readDiffered', {
  title: 'Telprogramma van de ontvanger toonde een andere vingerafdruk',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint, shown },
});
// What committees write to each other may name figures, and the log is for the beheerder too: reasons and answers stand with
// what they are of. An earlier release logged them.
/** The check of O 2 and P 1c. A later one stands beside the earlier. */
export const deliveryAssessed = event('delivery.assessed', {
  title: 'Ontvanger controleerde of het bestand voldoet',
  object: 'delivery',
  by: ['person'],
  details: { submissionId, fingerprint: fingerprint.nullable(), asRequired, reason: reason.optional() },
});
export const deliveryRequested = event('delivery.requested', {
  title: 'Verzoek om alsnog te verstrekken',
  object: 'request',
  by: ['person'],
  details: { committee, message, reason: reason.optional(), dueAt: dueAt.optional() },
});
/** In words, why nothing else is delivered. */
export const requestAnswered = event('delivery.requestAnswered', {
  title: 'Verzoek om alsnog te verstrekken beantwoord',
  object: 'request',
  by: ['person'],
  details: { recipient, message, answer: answer.optional() },
});
export const ROUTING_EVENTS = [
  deliveryCreated,
  deliverySentOn,
  deliveryDownloaded,
  deliveriesBundled,
  deliveryFetched,
  deliveryAcknowledged,
  deliveryComparedWithPaper,
  deliveryPaperDiffered,
  deliveryPaperSlipped,
  deliveryReadIn,
  deliveryTypedTwice,
  deliveryReadDiffered,
  deliveryAssessed,
  deliveryRequested,
  requestAnswered,
];
