import { z } from 'zod';
import { count, reason, sha256 } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';

const changedCount = detail('Veranderd', z.int());
const organisation = detail('Organisatie', z.string(), { names: true });
export const votingDay = detail('Dag van stemming', z.string());
const website = detail('Adres van de eigen site', cutText(300));
const arrangement = detail('Samenwerkingsverband', cutText(120));
const predecessors = detail('Gaan op', z.array(z.string()), { names: true });
const mergedOn = detail('Op de dag', z.string());
const contactName = detail('Contactpersoon', cutText(200), { personal: true });
const contactEmail = detail('E-mailadres', cutText(254), { personal: true });

export const organisationsLoaded = event('organisation.loaded', {
  title: 'Organisaties geladen uit een bestand',
  object: 'organisation',
  by: ['person', 'system'],
  details: { count, changedCount, sha256 },
});
export const organisationChanged = event('organisation.changed', {
  title: 'Gegevens van organisatie veranderd',
  object: 'organisation',
  by: ['person'],
  details: { website: website.nullable(), arrangement: arrangement.nullable() },
});
export const organisationsMerged = event('organisation.merged', {
  title: 'Samenvoeging van organisaties vastgelegd',
  object: 'organisation',
  by: ['person'],
  details: { predecessors, mergedOn, reason },
});

export const mergerTakenBack = event('organisation.mergerTakenBack', {
  title: 'Samenvoeging van organisaties teruggenomen',
  object: 'organisation',
  by: ['person'],
  details: { predecessors, mergedOn, reason },
});

const aboutContact = { organisation, contactName, contactEmail };
export const contactAdded = event('contact.added', {
  title: 'Contactpersoon toegevoegd',
  object: 'contact',
  by: ['person'],
  details: aboutContact,
});
export const contactChanged = event('contact.changed', {
  title: 'Contactpersoon veranderd',
  object: 'contact',
  by: ['person'],
  details: aboutContact,
});
export const contactRemoved = event('contact.removed', {
  title: 'Contactpersoon weggehaald',
  object: 'contact',
  by: ['person'],
  details: aboutContact,
});
export const contactsConfirmed = event('contact.confirmed', {
  title: 'Contactpersonen bevestigd',
  object: 'organisation',
  by: ['person'],
  details: { votingDay },
});
export const contactsLoaded = event('contact.loaded', {
  title: 'Contactpersonen geladen uit een bestand',
  object: 'organisation',
  by: ['person', 'system'],
  details: { count, changedCount, sha256 },
});

export const BODY_EVENTS = [
  organisationsLoaded,
  organisationChanged,
  organisationsMerged,
  mergerTakenBack,
  contactAdded,
  contactChanged,
  contactRemoved,
  contactsConfirmed,
  contactsLoaded,
];
