import { z } from 'zod';
import { fingerprint, from, keyId, reason } from '../audit/details.js';
import { cutText, detail, event, moment } from '../audit/event.js';

const subject = detail('Op naam van', z.string());
const notAfter = detail('Vervalt', moment());
const misusedSince = detail('Misbruikt sinds', moment()).nullable();
export const digests = detail('SHA-256 van de bestanden', z.array(z.string().regex(/^[0-9a-f]{64}$/)), {
  names: true,
});
const calledAt = detail('Gebeld', moment());
const caller = detail('Wie belde', z.string());
const spokeWith = detail('Gesproken met', cutText(200), { personal: true });
const calledNumber = detail('Gebeld nummer', cutText(40), { personal: true });
const numberSource = detail('Nummer bekend uit', cutText(200), { personal: true });

export const keyRegistered = event('key.registered', {
  title: 'Publieke sleutel aangemeld',
  object: 'key',
  by: ['person'],
  details: { keyId, fingerprint, subject, notAfter },
});
/** The committee read all groups of its certificate's fingerprint out by telephone, and they were ticked. */
export const keyReadOut = event('key.readOut', {
  title: 'Vingerafdruk van een publieke sleutel voorgelezen',
  object: 'key',
  by: ['person'],
  details: { keyId, fingerprint, caller, calledAt, spokeWith, calledNumber, numberSource },
});
/** A test count that the key signed was judged: the committee has the private half. Its fingerprint is barred from here on. */
export const keyProven = event('key.proven', {
  title: 'Bezit van een publieke sleutel bewezen met een proeftelling',
  object: 'key',
  by: ['person'],
  details: { keyId, fingerprint, digests },
});
export const keyApprovedByOne = event('key.approvedByOne', {
  title: 'Publieke sleutel door de eerste goedgekeurd',
  object: 'key',
  by: ['person'],
  details: { keyId, from },
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
/** Stopped at once by one person; a second of the Kiesraad confirms or lifts it. */
export const keySuspended = event('key.suspended', {
  title: 'Publieke sleutel opgeschort',
  object: 'key',
  by: ['person'],
  details: { keyId, from, reason, misusedSince: misusedSince.optional() },
});
export const keySuspensionLifted = event('key.suspensionLifted', {
  title: 'Opschorting van een publieke sleutel opgeheven',
  object: 'key',
  by: ['person'],
  details: { keyId, from },
});
/** The private half of a key was handed in: that key is barred for good. */
export const keyBurnt = event('key.burnt', {
  title: 'Geheime sleutel ontvangen en geweigerd: de sleutel is gesperd',
  object: 'key',
  by: ['person'],
  details: { keyId },
});
export const keyRevoked = event('key.revoked', {
  title: 'Publieke sleutel ingetrokken',
  object: 'key',
  by: ['person'],
  details: { keyId, from, reason, misusedSince: misusedSince.optional() },
});

export const KEY_EVENTS = [
  keyRegistered,
  keyReadOut,
  keyProven,
  keyApprovedByOne,
  keyApproved,
  keyRejected,
  keySuspended,
  keySuspensionLifted,
  keyBurnt,
  keyRevoked,
];
