import { z } from 'zod';
import { committee, count, reason, sha256 } from '../audit/details.js';
import { detail, event } from '../audit/event.js';

const stationVersion = detail('Versie van de stembureaulijst', z.int());
const warnings = detail('Waarschuwingen', z.int());
const added = detail('Stembureaus erbij', z.int());
const gone = detail('Stembureaus eraf', z.int());
const changed = detail('Stembureaus gewijzigd', z.int());
const contest = detail('Kieskring', z.string());

/** `added`, `gone` and `changed`: beside the version before it. */
export const stationListHandedIn = event('stations.handedIn', {
  title: 'Stembureaulijst aangeleverd',
  object: 'stationList',
  by: ['person'],
  details: { committee, stationVersion, sha256, count, warnings, added, gone, changed },
});
/** The bytes that are in force came once more: nothing was done. */
export const stationListRepeated = event('stations.repeated', {
  title: 'Dezelfde stembureaulijst nog een keer aangeleverd',
  object: 'stationList',
  by: ['person'],
  details: { committee, stationVersion, sha256 },
});
export const stationListFetched = event('stations.fetched', {
  title: 'Stembureaulijst opgehaald',
  object: 'stationList',
  by: ['person'],
  details: { committee, stationVersion, sha256 },
});
export const candidatesOffered = event('stations.candidatesOffered', {
  title: 'Kandidatenlijst (230b) aangeboden',
  object: 'election',
  by: ['person'],
  details: { contest, sha256 },
});
export const candidatesRejected = event('stations.candidatesRejected', {
  title: 'Aangeboden kandidatenlijst (230b) niet bevestigd',
  object: 'election',
  by: ['person'],
  details: { contest, sha256, reason: reason.optional() },
});
/** From another of the Kiesraad's confirmation on; before there was one, by who put it ready. */
export const candidateFileAdded = event('stations.candidatesAdded', {
  title: 'Kandidatenlijst (230b) klaargezet voor de stembureaus',
  object: 'election',
  by: ['person'],
  details: { contest, stationVersion, sha256 },
});

export const STATION_EVENTS = [
  stationListHandedIn,
  stationListRepeated,
  stationListFetched,
  candidatesOffered,
  candidatesRejected,
  candidateFileAdded,
];
