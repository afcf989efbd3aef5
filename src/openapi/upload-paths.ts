import { z } from 'zod';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { announcement, wish } from '../upload/submission-wish.js';
import type { Operation } from './operation.js';
import { receiptAnswer, submissionAnswer, submissionsAnswer } from './upload-answers.js';

const TAG = 'Leveringen';

/** Shapes that get a name of their own in the document. */
export const UPLOAD_SCHEMAS = {
  Levering: submissionAnswer,
  Leveringen: submissionsAnswer,
  Ontvangstbewijs: receiptAnswer,
};

const DIGESTS = [
  {
    name: 'Content-Digest',
    description: 'RFC 9530: sha-256=:…: of sha-512, van wat u nu stuurt. Weglaten mag.',
  },
  { name: 'Repr-Digest', description: 'RFC 9530: van het hele bestand. Weglaten mag.' },
] as const;

const RECEIVED = [
  { status: 200, description: 'Ontvangen', schema: submissionAnswer },
  {
    status: 202,
    description: 'Compleet ontvangen; het bestand wordt nog gecontroleerd',
    schema: submissionAnswer,
    headers: { Location: 'Waar de controle straks staat' },
  },
] as const;

const TRANSFER_REFUSALS = [
  'request.unsupportedType',
  'request.tooLarge',
  'request.aborted',
  'upload.tooLarge',
  'upload.wrongLength',
  'upload.wrongDigest',
  'upload.digestUnreadable',
  'upload.noPart',
  'upload.encoded',
  'upload.stalled',
  'upload.tooSlow',
  'upload.noSpace',
  'upload.beingReceived',
  'upload.alreadyReceived',
  'upload.stopped',
] as const;

export const UPLOAD_PATHS: readonly Operation[] = [
  {
    method: 'post',
    path: '/leveringen',
    id: 'leveringBeginnen',
    tag: TAG,
    summary: 'Een levering aankondigen',
    description:
      'Noem elk bestand met zijn grootte. Het antwoord geeft per bestand een adres. Een los paar (telbestand en handtekening) zijn twee bestanden. Met `indienen: direct` wordt ingediend zodra de controle het toelaat.',
    access: COMMITTEE_LEVELS,
    headers: [
      {
        name: 'Idempotency-Key',
        description: 'Uw eigen kenmerk: dezelfde aankondiging met hetzelfde kenmerk is dezelfde levering.',
      },
    ],
    body: { kind: 'json', schema: announcement, required: true },
    answers: [
      {
        status: 201,
        description: 'Aangekondigd',
        schema: submissionAnswer,
        headers: { Location: 'Adres van de levering' },
      },
    ],
    refusals: [
      'upload.otherElection',
      'upload.tooManyWaiting',
      'upload.replacesUnknown',
      'upload.replacesWrong',
      'upload.keyReused',
      'upload.keyUnreadable',
      'upload.noSpace',
    ],
  },
  {
    method: 'get',
    path: '/leveringen',
    id: 'leveringen',
    tag: TAG,
    summary: 'De leveringen van uw stembureau, de nieuwste eerst',
    access: COMMITTEE_LEVELS,
    query: z.object({
      voor: z.int().optional().meta({ description: 'Alleen wat eerder begonnen is; volg `volgende`' }),
    }),
    answers: [{ status: 200, description: 'De lijst', schema: submissionsAnswer }],
  },
  {
    method: 'get',
    path: '/leveringen/{id}',
    id: 'levering',
    tag: TAG,
    summary: 'Eén levering met haar controle',
    access: COMMITTEE_LEVELS,
    answers: [{ status: 200, description: 'De levering', schema: submissionAnswer }],
  },
  {
    method: 'put',
    path: '/leveringen/{id}/bestanden/{index}',
    id: 'bestandVersturen',
    tag: TAG,
    summary: 'Een bestand versturen',
    description:
      'Precies zoveel bytes als aangekondigd. Het laatste bestand antwoordt met de volledige controle (`staat` is dan gecontroleerd, ingediend of geweigerd). Duurt de controle langer, dan is het antwoord 202 en staat zij later bij de levering. Dezelfde bytes nog een keer geven hetzelfde antwoord.',
    access: COMMITTEE_LEVELS,
    headers: DIGESTS,
    body: { kind: 'bytes', types: ['application/octet-stream'], description: 'Het bestand' },
    answers: RECEIVED,
    refusals: TRANSFER_REFUSALS,
  },
  {
    method: 'head',
    path: '/leveringen/{id}/bestanden/{index}',
    id: 'bestandStand',
    tag: TAG,
    summary: 'Hoeveel van een bestand er is',
    access: COMMITTEE_LEVELS,
    answers: [
      {
        status: 204,
        description: 'De stand',
        headers: {
          'Upload-Offset': 'Zoveel bytes zijn er',
          'Upload-Length': 'Zoveel bytes zijn aangekondigd',
          'Upload-Complete': '?1: het hele bestand is er',
        },
      },
    ],
  },
  {
    method: 'patch',
    path: '/leveringen/{id}/bestanden/{index}',
    id: 'bestandVervolgen',
    tag: TAG,
    summary: 'Verdergaan met een bestand dat is afgebroken',
    description:
      'De rest van het bestand, vanaf wat er al is (`binnen`, of Upload-Offset in het antwoord op HEAD). Volgens draft-ietf-httpbis-resumable-upload.',
    access: COMMITTEE_LEVELS,
    headers: [
      { name: 'Upload-Offset', description: 'De plaats van de eerste byte; verplicht.' },
      { name: 'Upload-Complete', description: '`?0`: er komt nog meer; weglaten of `?1`: dit is de rest.' },
      ...DIGESTS,
    ],
    body: {
      kind: 'bytes',
      types: ['application/partial-upload', 'application/octet-stream'],
      description: 'De rest van het bestand',
    },
    answers: RECEIVED,
    refusals: [...TRANSFER_REFUSALS, 'upload.wrongOffset'],
  },
  {
    method: 'post',
    path: '/leveringen/{id}/indienen',
    id: 'indienen',
    tag: TAG,
    summary: 'Indienen wat gecontroleerd is',
    description: 'Geef de vingerafdruk van het papieren proces-verbaal, of de reden waarom u die niet hebt.',
    access: COMMITTEE_LEVELS,
    body: { kind: 'json', schema: wish, required: false },
    answers: [{ status: 200, description: 'Ontvangen en goedgekeurd', schema: receiptAnswer }],
    refusals: [
      'upload.notComplete',
      'upload.countMissing',
      'upload.paperMissing',
      'upload.refused',
      'upload.replacesMissing',
      'upload.replacesWrong',
      'upload.stopped',
    ],
  },
  {
    method: 'post',
    path: '/leveringen/{id}/stoppen',
    id: 'stoppen',
    tag: TAG,
    summary: 'Stoppen zonder in te dienen',
    access: COMMITTEE_LEVELS,
    answers: [{ status: 200, description: 'Gestopt', schema: submissionAnswer }],
    refusals: ['upload.alreadyDelivered'],
  },
  {
    method: 'get',
    path: '/leveringen/{id}/ontvangstbewijs',
    id: 'ontvangstbewijs',
    tag: TAG,
    summary: 'Het ontvangstbewijs',
    access: COMMITTEE_LEVELS,
    answers: [{ status: 200, description: 'Ontvangen en goedgekeurd', schema: receiptAnswer }],
    refusals: ['upload.noReceipt'],
  },
];
