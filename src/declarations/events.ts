import { z } from 'zod';
import { fileName, reason, sha256 } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';
import { OUTCOMES, WAYS } from './declaration.js';

const declaringBody = detail('Organisatie die verklaart', z.string(), { names: true });
const declarationDay = detail('Voor de stemming van', z.string());
const declarationVersion = detail('Versie van de verklaring', z.int());
const modelVersion = detail('Versie van het model', z.int());
const outcome = detail('Uitkomst', z.enum(OUTCOMES));
const way = detail('Hoe', z.enum(WAYS));
const isLate = detail('Te laat', z.boolean());
const mandateId = detail('Mandaat', z.uuid(), { names: true });
const mandateUntil = detail('Mandaat geldt tot en met', z.string());
const holder = detail('Gemandateerde', z.uuid(), { names: true });
const publicationAddress = detail('Adres van de verklaring', cutText(2000));
const found = detail('Gevonden', z.boolean());
const says = detail('Moet verklaren', z.string());
const signalKind = detail('Signaal', z.string());
const decision = detail('Besluit', z.string());
const body = { declaringBody, declarationDay };

export const modelWritten = event('declaration.modelWritten', {
  title: 'Model van de verklaring gewijzigd',
  object: 'declarationModel',
  by: ['person'],
  details: { declarationDay, modelVersion },
});
export const modelPublished = event('declaration.modelPublished', {
  title: 'Model van de verklaring vastgesteld en gepubliceerd',
  object: 'declarationModel',
  by: ['person'],
  details: { declarationDay, modelVersion, sha256 },
});
export const draftBegun = event('declaration.begun', {
  title: 'Begonnen de verklaring in te vullen',
  object: 'declaration',
  by: ['person'],
  details: { ...body, modelVersion },
});
export const declarationMade = event('declaration.made', {
  title: 'Verklaring aansluitvoorschriften afgelegd',
  object: 'declaration',
  by: ['person'],
  details: {
    ...body,
    declarationVersion,
    outcome,
    way,
    isLate,
    sha256,
    modelVersion: modelVersion.optional(),
    mandateId: mandateId.optional(),
  },
});
export const secondAsked = event('declaration.secondAsked', {
  title: 'Gevraagd de verklaring mee te bevestigen',
  object: 'declaration',
  by: ['person'],
  details: body,
});
export const secondConfirmed = event('declaration.seconded', {
  title: 'Verklaring door een tweede persoon bevestigd',
  object: 'declaration',
  by: ['person'],
  details: { ...body, sha256 },
});
export const mandateAdded = event('declaration.mandateAdded', {
  title: 'Mandaat voor de verklaring toegevoegd',
  object: 'mandate',
  by: ['person'],
  details: { declaringBody, holder, mandateUntil, fileName, sha256 },
});
export const mandateRevoked = event('declaration.mandateRevoked', {
  title: 'Mandaat voor de verklaring ingetrokken',
  object: 'mandate',
  by: ['person'],
  details: { declaringBody, holder },
});
export const addressTold = event('declaration.published', {
  title: 'Gezegd waar de verklaring op de eigen site staat',
  object: 'declaration',
  by: ['person'],
  details: { ...body, publicationAddress },
});
export const addressLooked = event('declaration.lookedUp', {
  title: 'Gekeken of de verklaring op de eigen site staat',
  object: 'declaration',
  by: ['person'],
  details: { ...body, publicationAddress, found },
});
export const listCorrected = event('declaration.listCorrected', {
  title: 'Verbeterd wie een verklaring moet afleggen',
  object: 'declaration',
  by: ['person'],
  details: { ...body, says, reason },
});
export const signalRaised = event('declaration.signalled', {
  title: 'Signaal: verklaring ontbreekt of is niet gepubliceerd',
  object: 'declaration',
  by: ['system'],
  details: { ...body, signalKind },
});
export const signalDecided = event('declaration.signalDecided', {
  title: 'Besloten over een signaal',
  object: 'declaration',
  by: ['person'],
  details: { ...body, signalKind, decision, reason },
});

export const DECLARATION_EVENTS = [
  modelWritten,
  modelPublished,
  draftBegun,
  declarationMade,
  secondAsked,
  secondConfirmed,
  mandateAdded,
  mandateRevoked,
  addressTold,
  addressLooked,
  listCorrected,
  signalRaised,
  signalDecided,
];
