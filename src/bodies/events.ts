import { z } from 'zod';
import { count, hat, reason, sha256 } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';
import { sessions } from '../identity/events.js';

const tokens = detail('Tokens', z.int());
const passkeys = detail('Passkeys', z.int());

export const personAdded = event('person.added', {
  title: 'Persoon toegevoegd aan een orgaan',
  object: 'person',
  by: ['person', 'system'],
  details: { hat },
});
export const personRemoved = event('person.removed', {
  title: 'Persoon verwijderd uit een orgaan',
  object: 'person',
  by: ['person'],
  details: { hat },
});
export const accessRestored = event('access.restored', {
  title: 'Toegang hersteld: alles van voorheen beëindigd',
  object: 'person',
  by: ['person'],
  details: { sessions, tokens, passkeys },
});
export const personBlocked = event('person.blocked', {
  title: 'Persoon geblokkeerd',
  object: 'person',
  by: ['person'],
  details: { reason, sessions, tokens },
});
export const personUnblocked = event('person.unblocked', {
  title: 'Blokkade van persoon opgeheven',
  object: 'person',
  by: ['person'],
});

const changedCount = detail('Veranderd', z.int());
const organisation = detail('Organisatie', z.string(), { names: true });
const votingDay = detail('Dag van stemming', z.string());
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

const step = detail('Stap', z.enum(['asked', 'firstWarning', 'secondWarning']));
const confirmedRoles = detail('Bevestigde rollen', z.array(z.string()), { names: true });
const closedRoles = detail('Gesloten rollen', z.array(z.string()), { names: true });
const keptRoles = detail('Laatste accounts', z.array(z.string()), { names: true });
const closingSpokeWith = detail('Voor het sluiten gesproken met', cutText(200), { personal: true });
const closingNumber = detail('Voor het sluiten gebeld nummer', cutText(40), { personal: true });

export const authorisationsStepped = event('authorisations.asked', {
  title: 'Gevraagd om rollen te bevestigen',
  object: 'authorisations',
  by: ['person', 'system'],
  details: { step, count },
});
export const authorisationsConfirmed = event('authorisations.confirmed', {
  title: 'Rollen bevestigd',
  object: 'authorisations',
  by: ['person'],
  details: { confirmedRoles },
});
export const authorisationsClosed = event('authorisations.closed', {
  title: 'Rollen gesloten die niemand bevestigde',
  object: 'authorisations',
  by: ['system'],
  details: { closedRoles, keptRoles },
});
export const lastAccountClosed = event('authorisations.closedAfterCall', {
  title: 'Account gesloten na een gesprek',
  object: 'person',
  by: ['person'],
  details: { closingSpokeWith, closingNumber },
});
export const authorisationReopened = event('authorisations.reopened', {
  title: 'Gesloten account weer geopend',
  object: 'person',
  by: ['person'],
  details: { votingDay },
});

export const BODY_EVENTS = [
  personAdded,
  personRemoved,
  accessRestored,
  personBlocked,
  personUnblocked,
  organisationsLoaded,
  organisationChanged,
  organisationsMerged,
  mergerTakenBack,
  contactAdded,
  contactChanged,
  contactRemoved,
  contactsConfirmed,
  contactsLoaded,
  authorisationsStepped,
  authorisationsConfirmed,
  authorisationsClosed,
  lastAccountClosed,
  authorisationReopened,
];
