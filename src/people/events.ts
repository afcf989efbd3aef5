import { z } from 'zod';
import { count, hat, reason } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';
import { votingDay } from '../bodies/events.js';
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

export const PEOPLE_EVENTS = [
  personAdded,
  personRemoved,
  accessRestored,
  personBlocked,
  personUnblocked,
  authorisationsStepped,
  authorisationsConfirmed,
  authorisationsClosed,
  lastAccountClosed,
  authorisationReopened,
];
