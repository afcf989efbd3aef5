import { z } from 'zod';
import { COMMITTEE_LEVELS, type Level } from '../kernel/committee.js';
import { keyQuery, keySchema, registrationBody } from '../keys/key-api.js';
import { reasonBody } from '../keys/keys.controller.js';
import type { Operation } from './operation.js';

const TAG = 'Sleutels';
const SEES: readonly Level[] = [...COMMITTEE_LEVELS, 'OPERATOR'];

const keys = z.object({ sleutels: z.array(keySchema), volgendeBladzijde: z.int().nullable() });

/** Shapes that get a name of their own in the document. */
export const KEY_SCHEMAS = { Sleutel: keySchema, Sleutels: keys };

export const KEY_PATHS: readonly Operation[] = [
  {
    method: 'get',
    path: '/sleutels',
    id: 'sleutels',
    tag: TAG,
    summary: 'De publieke sleutels van uw stembureau',
    description: 'De beheerder ziet alle sleutels.',
    access: SEES,
    query: keyQuery,
    answers: [{ status: 200, description: 'De lijst', schema: keys }],
  },
  {
    method: 'post',
    path: '/sleutels',
    id: 'sleutelAanmelden',
    tag: TAG,
    summary: 'Een certificaat met de publieke sleutel aanmelden',
    description: 'Als JSON, of het bestand zelf (PEM of DER) als bytes, hoogstens 16 KiB.',
    access: COMMITTEE_LEVELS,
    body: { kind: 'json', schema: registrationBody, required: true, or: ['application/octet-stream'] },
    answers: [
      {
        status: 201,
        description: 'Aangemeld; de Kiesraad beslist',
        schema: keySchema,
        headers: { Location: 'Adres van de sleutel' },
      },
    ],
    refusals: [
      'keys.unreadable',
      'keys.notSelfSigned',
      'keys.wrongSize',
      'keys.wrongElection',
      'keys.wrongCommittee',
      'keys.alreadyRegistered',
      'keys.inUseElsewhere',
      'request.tooLarge',
      'request.unsupportedType',
    ],
  },
  {
    method: 'get',
    path: '/sleutels/{id}',
    id: 'sleutel',
    tag: TAG,
    summary: 'Eén sleutel, met het certificaat',
    access: SEES,
    answers: [{ status: 200, description: 'De sleutel', schema: keySchema }],
  },
  {
    method: 'post',
    path: '/sleutels/{id}/goedkeuren',
    id: 'sleutelGoedkeuren',
    tag: TAG,
    summary: 'Een sleutel goedkeuren',
    access: ['OPERATOR'],
    answers: [{ status: 200, description: 'Goedgekeurd', schema: keySchema }],
    refusals: ['keys.alreadyDecided'],
  },
  {
    method: 'post',
    path: '/sleutels/{id}/afwijzen',
    id: 'sleutelAfwijzen',
    tag: TAG,
    summary: 'Een sleutel afwijzen',
    access: ['OPERATOR'],
    body: { kind: 'json', schema: reasonBody, required: true },
    answers: [{ status: 200, description: 'Afgewezen', schema: keySchema }],
    refusals: ['keys.alreadyDecided'],
  },
  {
    method: 'post',
    path: '/sleutels/{id}/intrekken',
    id: 'sleutelIntrekken',
    tag: TAG,
    summary: 'Een sleutel intrekken',
    description:
      'Wat hierna aankomt, wordt niet meer met deze sleutel aanvaard. Wat eerder is ingediend, blijft.',
    access: SEES,
    body: { kind: 'json', schema: reasonBody, required: true },
    answers: [{ status: 200, description: 'Ingetrokken', schema: keySchema }],
    refusals: ['keys.alreadyDecided'],
  },
];
