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
      'Precies zoveel bytes als aangekondigd. Het laatste bestand antwoordt met de volledige controle (`staat` is dan gecontroleerd, ingediend of geweigerd). Dezelfde bytes nog een keer geven hetzelfde antwoord.',
    access: COMMITTEE_LEVELS,
    headers: [
      { name: 'Content-Digest', description: 'RFC 9530: sha-256=:…:. Weglaten mag; fout is een weigering.' },
    ],
    body: { kind: 'bytes', types: ['application/octet-stream'], description: 'Het bestand' },
    answers: [{ status: 200, description: 'Ontvangen', schema: submissionAnswer }],
    refusals: [
      'request.unsupportedType',
      'request.tooLarge',
      'request.aborted',
      'upload.tooLarge',
      'upload.wrongLength',
      'upload.wrongDigest',
      'upload.digestUnreadable',
      'upload.tooSlow',
      'upload.noSpace',
      'upload.alreadyReceived',
      'upload.stopped',
    ],
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
