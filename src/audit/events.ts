import { z } from 'zod';
import { count, deliveryId, documentKind, releaseId, submissionId } from './details.js';
import { cutText, detail, event, moment } from './event.js';

const method = detail('Methode', cutText(20));
const route = detail('Adres', z.string());
const origin = detail('Netwerk', z.string());
const since = detail('Vanaf', moment());
const attempted = detail('Poging', z.string());
const refusal = detail('Weigering', z.string());
const version = detail('Versie', z.string());
const parts = detail('Onderdelen', z.array(z.string()));
const migrations = detail('Migraties', z.array(z.string()));
const changes = detail('Wijzigingen', z.array(z.string()));
/** What the log was narrowed by, as `name=value`. */
const filter = detail('Filter', z.array(cutText(200)), { personal: true });
const anybody = ['person', 'hatless', 'anonymous'] as const;

/** A request about being let in that was turned down. */
export const accessAttempted = event('access.attempted', {
  title: 'Toegang gevraagd',
  object: 'request',
  by: anybody,
  details: { method, route: route.nullable() },
});
/** Any other request that was turned down. */
export const requestAttempted = event('request.attempted', {
  title: 'Verzoek gedaan',
  object: 'request',
  by: anybody,
  details: { method, route: route.nullable() },
});
export const floodCounted = event('flood.counted', {
  title: 'Pogingen zonder account geteld',
  object: 'request',
  by: ['system'],
  details: { origin, since, attempted, route: route.nullable(), refusal: refusal.nullable(), count },
});

export const auditViewed = event('audit.viewed', {
  title: 'Logboek bekeken',
  object: 'log',
  by: ['person'],
  details: { filter },
});

/** What stood in the place of the route's parameters. */
const parameters = detail('Van', z.array(z.string()), { names: true });
/** Something was shown to a known person; the same again soon after is counted. */
export const thingViewed = event('thing.viewed', {
  title: 'Bekeken',
  object: 'request',
  by: ['person', 'hatless'],
  details: { route, parameters },
});

const repeated = detail('Handeling', z.string());
const what = detail('Wat', z.string(), { names: true });
const until = detail('Tot en met', moment());
/** What a known person did more often in ten minutes than was logged one by one; `count`: all of them. */
export const repeatCounted = event('repeat.counted', {
  title: 'Herhalingen geteld',
  object: 'request',
  by: ['person', 'hatless'],
  details: { repeated, what, since, until, count },
});

/** A process began to serve; `parts`: `site`, `worker`. */
export const platformStarted = event('platform.started', {
  title: 'Platform gestart',
  object: 'platform',
  by: ['system'],
  details: { version, parts },
});
/** A process ended in order; one that was killed leaves no such line. */
export const platformStopped = event('platform.stopped', {
  title: 'Platform gestopt',
  object: 'platform',
  by: ['system'],
  details: { version, parts },
});
export const platformMigrated = event('platform.migrated', {
  title: 'Database bijgewerkt',
  object: 'platform',
  by: ['system'],
  details: { version, migrations },
});
/** Rights in the database were given or mended; `changes`: what was not as it should be, as text. */
export const platformRightsSet = event('platform.rightsSet', {
  title: 'Rechten in de database gezet',
  object: 'platform',
  by: ['system'],
  details: { version, changes },
});

/** What the log said of a person was erased, in so many events. */
export const personalErased = event('personal.erased', {
  title: 'Persoonsgegevens in het logboek gewist',
  object: 'person',
  by: ['system'],
  details: { count },
});

const file = detail('Nummer van het bestand', z.int());
/** Found by who fetches it (then `deliveryId` says what), or by the platform itself. */
export const objectDamaged = event('object.damaged', {
  title: 'Opgeslagen bestand komt niet overeen met zijn vingerafdruk',
  object: 'object',
  by: ['person', 'system'],
  details: {
    deliveryId: deliveryId.optional(),
    submissionId: submissionId.optional(),
    releaseId: releaseId.optional(),
    documentKind: documentKind.optional(),
    file,
  },
});

export const AUDIT_EVENTS = [
  personalErased,
  accessAttempted,
  requestAttempted,
  floodCounted,
  auditViewed,
  objectDamaged,
  thingViewed,
  repeatCounted,
  platformStarted,
  platformStopped,
  platformMigrated,
  platformRightsSet,
];
