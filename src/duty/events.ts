import { cutText, detail, event, moment } from '../audit/event.js';

const onCall = detail('Wie dienst heeft', cutText(200), { personal: true });
const dutyPhone = detail('Nummer van de dienst', cutText(40), { personal: true });
const dutyStarts = detail('Dienst van', moment());
const dutyEnds = detail('Dienst tot', moment());
const details = { onCall, dutyPhone, dutyStarts, dutyEnds };

export const shiftEntered = event('duty.entered', {
  title: 'Dienst op het rooster gezet',
  object: 'duty',
  by: ['person'],
  details,
});
export const shiftRemoved = event('duty.removed', {
  title: 'Dienst van het rooster gehaald',
  object: 'duty',
  by: ['person'],
  details,
});

export const DUTY_EVENTS = [shiftEntered, shiftRemoved];
