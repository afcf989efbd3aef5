import { z } from 'zod';
import { committee, fingerprint } from '../audit/details.js';
import { detail, event } from '../audit/event.js';

const committees = detail('Stembureaus', z.int());
const ground = detail('Waarom', z.string());

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

export const ELECTION_EVENTS = [electionConfigured, exemptionDeclared, exemptionEnded];
