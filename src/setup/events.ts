import { z } from 'zod';
import { committee, fingerprint, reason } from '../audit/details.js';
import { detail, event } from '../audit/event.js';

const committees = detail('Stembureaus', z.int());
/** Names of what is changed, not its values. */
const altered = detail('Wat het verandert', z.array(z.string()));
const correction = detail('Na de eerste levering', z.boolean());
const needsSecond = detail('Wacht op een tweede persoon', z.boolean());
const ground = detail('Waarom', z.string());
const seat = detail('Gemeente die zelf mag bevestigen', z.string());

export const electionConfigured = event('election.configured', {
  title: 'Verkiezing ingericht',
  object: 'election',
  by: ['person', 'system'],
  details: { fingerprint, committees },
});
export const exemptionDeclared = event('exemption.declared', {
  title: 'Vastgelegd dat een levering niet hoeft',
  object: 'exemption',
  by: ['person'],
  details: { committee, ground },
});
export const exemptionEnded = event('exemption.ended', {
  title: 'Vastgelegd dat een levering toch moet komen',
  object: 'exemption',
  by: ['person'],
  details: { committee, ground },
});

export const resultSetAside = event('result.setAside', {
  title: 'Uitkomst buiten beschouwing gelaten',
  object: 'exemption',
  by: ['person'],
  details: { committee },
});
export const resultUsedAfterAll = event('result.usedAfterAll', {
  title: 'Uitkomst telt weer mee',
  object: 'exemption',
  by: ['person'],
  details: { committee },
});
export const definitionOffered = event('definition.offered', {
  title: 'Verkiezingsdefinitie aangeboden; een tweede persoon bevestigt haar nog',
  object: 'election',
  by: ['person'],
  details: { fingerprint, altered, seat: seat.optional() },
});
export const definitionRejected = event('definition.rejected', {
  title: 'Aangeboden verkiezingsdefinitie niet bevestigd',
  object: 'election',
  by: ['person'],
  details: { fingerprint, reason: reason.optional() },
});
export const definitionReplaced = event('definition.replaced', {
  title: 'Verkiezingsdefinitie vervangen',
  object: 'election',
  by: ['person'],
  details: { fingerprint, altered, correction },
});
export const decisionMade = event('decision.made', {
  title: 'Besluit over een verkiezing vastgelegd',
  object: 'election',
  by: ['person', 'system'],
  details: { altered, reason, needsSecond },
});
export const decisionConfirmed = event('decision.confirmed', {
  title: 'Besluit over een verkiezing bevestigd',
  object: 'election',
  by: ['person'],
  details: { altered },
});
export const decisionRejected = event('decision.rejected', {
  title: 'Besluit over een verkiezing niet bevestigd',
  object: 'election',
  by: ['person'],
  details: { altered },
});

export const SETUP_EVENTS = [
  electionConfigured,
  exemptionDeclared,
  exemptionEnded,
  resultSetAside,
  resultUsedAfterAll,
  definitionOffered,
  definitionRejected,
  definitionReplaced,
  decisionMade,
  decisionConfirmed,
  decisionRejected,
];
