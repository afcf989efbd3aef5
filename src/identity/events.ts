import { z } from 'zod';
import { expiresAt, hat, label } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';

const passkey = detail('Met passkey', z.boolean());
const hats = detail('Rollen', z.int());
const before = detail('Rol ervoor', z.string());
const phone = detail('Telefoonnummer', cutText(30), { personal: true });
export const sessions = detail('Sessies', z.int());
const someone = ['person', 'hatless'] as const;

export const sessionStarted = event('session.started', {
  title: 'Ingelogd',
  object: 'session',
  by: someone,
  details: { passkey, hats },
});
export const sessionConfirmed = event('session.confirmed', {
  title: 'Met passkey bevestigd',
  object: 'session',
  by: someone,
});
export const sessionEnded = event('session.ended', { title: 'Afgemeld', object: 'session', by: someone });
export const sessionEndedEverywhere = event('session.endedEverywhere', {
  title: 'Overal afgemeld',
  object: 'person',
  by: someone,
  details: { sessions },
});
export const hatChosen = event('hat.chosen', {
  title: 'Rol gekozen',
  object: 'session',
  by: ['person'],
  details: { before: before.nullable() },
});
export const personInvited = event('person.invited', {
  title: 'Persoon uitgenodigd',
  object: 'person',
  by: ['person', 'system'],
  details: { expiresAt },
});
export const phoneChanged = event('person.phoneChanged', {
  title: 'Eigen telefoonnummer veranderd',
  object: 'person',
  by: someone,
  details: { phone: phone.nullable() },
});
export const passkeyAdded = event('passkey.added', {
  title: 'Passkey toegevoegd',
  object: 'passkey',
  by: someone,
  details: { label },
});
export const passkeyRemoved = event('passkey.removed', {
  title: 'Passkey verwijderd',
  object: 'passkey',
  by: someone,
  details: { label },
});
export const tokenIssued = event('token.issued', {
  title: 'Toegangstoken uitgegeven',
  object: 'token',
  by: ['person', 'system'],
  details: { label, hat, expiresAt },
});
export const tokenRevoked = event('token.revoked', {
  title: 'Toegangstoken ingetrokken',
  object: 'token',
  by: someone,
  details: { label },
});

export const IDENTITY_EVENTS = [
  sessionStarted,
  sessionConfirmed,
  sessionEnded,
  sessionEndedEverywhere,
  hatChosen,
  personInvited,
  phoneChanged,
  passkeyAdded,
  passkeyRemoved,
  tokenIssued,
  tokenRevoked,
];
