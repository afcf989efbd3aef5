import { z } from 'zod';
import { documentKind, fileName, reason, sha256 } from '../audit/details.js';
import { cutText, detail, event } from '../audit/event.js';

const documentState = detail('Stand van het document', z.string());
const documentBefore = detail('Stand van het document ervoor', z.string());
const documentVersion = detail('Versie van het document', cutText(200));
const gazette = detail('Staatscourant', cutText(200));
const address = detail('Adres', cutText(2000));
const fact = detail('Gegeven', z.string());
const value = detail('Waarde', z.string());
const valueBefore = detail('Waarde ervoor', z.string());

export const documentRegistered = event('document.registered', {
  title: 'Document in het publicatieregister gezet',
  object: 'election',
  by: ['person'],
  details: {
    documentKind,
    documentState,
    documentBefore: documentBefore.nullable(),
    fileName: fileName.optional(),
    sha256: sha256.optional(),
    address: address.optional(),
    documentVersion: documentVersion.optional(),
    gazette: gazette.optional(),
    reason: reason.optional(),
  },
});
export const dateEntered = event('register.factEntered', {
  title: 'Datum of gegeven van een verkiezing vastgelegd',
  object: 'election',
  by: ['person'],
  details: { fact, value: value.nullable(), valueBefore: valueBefore.nullable() },
});

export const REGISTER_EVENTS = [documentRegistered, dateEntered];
