import { z } from 'zod';
import { fingerprint, from, keyId, reason } from '../audit/details.js';
import { detail, event, moment } from '../audit/event.js';

const subject = detail('Op naam van', z.string());
const notAfter = detail('Vervalt', moment());

export const keyRegistered = event('key.registered', {
  title: 'Publieke sleutel aangemeld',
  object: 'key',
  by: ['person'],
  details: { keyId, fingerprint, subject, notAfter },
});
export const keyApproved = event('key.approved', {
  title: 'Publieke sleutel goedgekeurd',
  object: 'key',
  by: ['person'],
  details: { keyId, from },
});
export const keyRejected = event('key.rejected', {
  title: 'Publieke sleutel afgewezen',
  object: 'key',
  by: ['person'],
  details: { keyId, from, reason },
});
export const keyRevoked = event('key.revoked', {
  title: 'Publieke sleutel ingetrokken',
  object: 'key',
  by: ['person'],
  details: { keyId, from, reason },
});

export const KEY_EVENTS = [keyRegistered, keyApproved, keyRejected, keyRevoked];
