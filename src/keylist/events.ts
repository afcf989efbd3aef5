import { z } from 'zod';
import { count, reason, sha256 } from '../audit/details.js';
import { detail, event } from '../audit/event.js';

const listVersion = detail('Versie van de lijst', z.int());
const audience = detail('Voor wie', z.string());

export const keyListMade = event('keylist.made', {
  title: 'Sleutellijst gemaakt',
  object: 'keyList',
  by: ['system'],
  details: { listVersion, sha256, count },
});
export const keyListAudienceSet = event('keylist.audienceSet', {
  title: 'Vastgelegd voor wie de sleutellijst is',
  object: 'keyList',
  by: ['person'],
  details: { audience, reason: reason.optional() },
});

export const KEY_LIST_EVENTS = [keyListMade, keyListAudienceSet];
