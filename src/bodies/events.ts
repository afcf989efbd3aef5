import { z } from 'zod';
import { hat, reason } from '../audit/details.js';
import { detail, event } from '../audit/event.js';
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

export const BODY_EVENTS = [personAdded, personRemoved, accessRestored, personBlocked, personUnblocked];
