import {
  boardQuery,
  bundleQuery,
  fingerprintBody,
  RECEIVERS,
  requestBody,
} from '../routing/received-input.js';
import type { RefusalCode } from '../kernel/refusal.js';
import type { OldAnswer, Operation } from './operation.js';
import { boardAnswer, deliveryAnswer, inboxAnswer, requestAnswer } from './routing-answers.js';

const TAG = 'Ontvangen';

/** Shapes that get a name of their own in the document. */
export const ROUTING_SCHEMAS = {
  Overzicht: boardAnswer,
  Ontvangen: inboxAnswer,
  Aflevering: deliveryAnswer,
};

const BYTES: readonly OldAnswer[] = [
  {
    status: 200,
    description: 'De bytes, precies zoals geleverd en opnieuw gehasht bij het versturen',
    types: ['application/octet-stream', 'application/zip'],
    headers: {
      ETag: 'Sterke ETag: de SHA-256',
      'Repr-Digest': 'RFC 9530, sha-256 over het hele bestand',
      'Accept-Ranges': 'bytes',
      'Content-Disposition': 'Altijd attachment',
    },
  },
  {
    status: 206,
    description: 'Het gevraagde deel',
    types: ['application/octet-stream', 'application/zip'],
    headers: { 'Content-Range': 'Welk deel dit is', ETag: 'Sterke ETag: de SHA-256' },
  },
];
const BYTES_REFUSED: readonly RefusalCode[] = [
  'delivery.damaged',
  'delivery.rangeOutside',
  'delivery.otherBytes',
];
const RANGE = [
  { name: 'Range', description: 'Eén deel, zoals bytes=0-1023' },
  { name: 'If-Match', description: 'ETag van de bytes die u verwacht: zijn het andere, dan 412' },
  { name: 'If-None-Match', description: 'ETag van wat u al hebt: dan 304' },
];

function part(path: string, id: string, summary: string): Operation {
  return {
    method: 'get',
    path,
    id,
    tag: TAG,
    summary,
    access: RECEIVERS,
    headers: RANGE,
    answers: BYTES,
    refusals: BYTES_REFUSED,
  };
}

export const ROUTING_PATHS: readonly Operation[] = [
  {
    method: 'get',
    path: '/ontvangen',
    id: 'ontvangen',
    tag: TAG,
    summary: 'Wat uw orgaan ontving en wat ontbreekt',
    access: RECEIVERS,
    query: boardQuery,
    answers: [{ status: 200, description: 'De stand', schema: inboxAnswer }],
  },
  {
    method: 'get',
    path: '/ontvangen/{id}',
    id: 'aflevering',
    tag: TAG,
    summary: 'Eén ontvangen levering',
    access: RECEIVERS,
    answers: [{ status: 200, description: 'De levering', schema: deliveryAnswer }],
  },
  part('/ontvangen/{id}/bestand', 'ontvangenBestand', 'Het eerste bestand zoals geleverd'),
  part('/ontvangen/{id}/bestanden/{nummer}', 'ontvangenBestandNummer', 'Een bestand zoals geleverd'),
  part(
    '/ontvangen/{id}/telling.zip',
    'ontvangenImportbestand',
    'De ZIP met het telbestand en de handtekening, om in te lezen',
  ),
  part('/ontvangen/{id}/eml', 'ontvangenEml', 'Het telbestand (.eml.xml) los'),
  part('/ontvangen/{id}/handtekening', 'ontvangenHandtekening', 'De handtekening (.signature) los'),
  part(
    '/ontvangen/{id}/bijlagen/{nummer}',
    'ontvangenBijlage',
    'Een bijlage, niet gedekt door de handtekening',
  ),
  {
    method: 'get',
    path: '/ontvangen/alles',
    id: 'ontvangenAlles',
    tag: TAG,
    summary: 'Alle nieuwe bestanden in één ZIP, met een lijst van vingerafdrukken',
    access: RECEIVERS,
    query: bundleQuery,
    answers: [
      {
        status: 200,
        description: 'De bundel',
        types: ['application/zip'],
        headers: { 'Content-Disposition': 'Altijd attachment' },
      },
    ],
    refusals: ['delivery.nothingNew', 'delivery.damaged'],
  },
  {
    method: 'post',
    path: '/ontvangen/{id}/bevestigen',
    id: 'bevestigen',
    tag: TAG,
    summary: 'Ontvangst bevestigen',
    access: RECEIVERS,
    answers: [{ status: 200, description: 'Bevestigd', schema: deliveryAnswer }],
  },
  {
    method: 'post',
    path: '/ontvangen/{id}/gelijk',
    id: 'gelijk',
    tag: TAG,
    summary: 'Gelijk verklaren aan het papieren proces-verbaal',
    access: RECEIVERS,
    body: { kind: 'json', schema: fingerprintBody, required: true },
    answers: [{ status: 200, description: 'Vastgelegd', schema: deliveryAnswer }],
    refusals: ['delivery.differsFromPaper', 'delivery.noFingerprint'],
  },
  {
    method: 'post',
    path: '/ontvangen/verzoek',
    id: 'verzoek',
    tag: TAG,
    summary: 'Verzoeken om alsnog te verstrekken (O 2, P 1c)',
    access: ['HSB', 'CSB'],
    body: { kind: 'json', schema: requestBody, required: true },
    answers: [{ status: 202, description: 'Het verzoek is vastgelegd en gaat uit', schema: requestAnswer }],
    refusals: ['delivery.askedAlready', 'delivery.notDue'],
  },
  {
    method: 'get',
    path: '/overzicht',
    id: 'overzicht',
    tag: 'Overzicht',
    summary: 'De stand van alle leveringen, zonder bestanden',
    access: ['OPERATOR'],
    query: boardQuery,
    answers: [{ status: 200, description: 'De stand', schema: boardAnswer }],
  },
];
