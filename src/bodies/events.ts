import { hat } from '../audit/details.js';
import { event } from '../audit/event.js';

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

export const BODY_EVENTS = [personAdded, personRemoved];
