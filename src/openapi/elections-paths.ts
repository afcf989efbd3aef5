import { z } from 'zod';
import {
  committeeSchema,
  declarationSchema,
  electionSchema,
  exemptionSchema,
  routeSchema,
  summarySchema,
} from '../elections/election-api.js';
import { committeeQuery } from '../elections/elections.controller.js';
import type { Operation } from './operation.js';

const TAG = 'Verkiezingen';

const elections = z.object({ verkiezingen: z.array(summarySchema) });
const committees = z.object({ stembureaus: z.array(committeeSchema) });
const routes = z.object({ routes: z.array(routeSchema) });
const exemptions = z.object({ nietVerschuldigd: z.array(exemptionSchema) });

/** Shapes that get a name of their own in the document. */
export const ELECTION_SCHEMAS = {
  Verkiezing: electionSchema,
  VerkiezingKort: summarySchema,
  Verkiezingen: elections,
  Stembureau: committeeSchema,
  Stembureaus: committees,
  Route: routeSchema,
  Routes: routes,
  NietVerschuldigd: exemptionSchema,
  NietVerschuldigdLijst: exemptions,
};

export const ELECTION_PATHS: readonly Operation[] = [
  {
    method: 'get',
    path: '/verkiezingen',
    id: 'verkiezingen',
    tag: TAG,
    summary: 'De verkiezingen waarin u een rol hebt',
    description: 'De beheerder ziet alle verkiezingen.',
    access: 'signedIn',
    answers: [{ status: 200, description: 'De lijst', schema: elections }],
  },
  {
    method: 'post',
    path: '/verkiezingen',
    id: 'verkiezingInrichten',
    tag: TAG,
    summary: 'Een verkiezing inrichten met haar verkiezingsdefinitie',
    description:
      'Stuur de bytes van een EML_NL 110a (1.2.2 of 1.3), hoogstens 2 MiB. Een geweigerde definitie noemt alle redenen in `errors`.',
    access: ['OPERATOR'],
    body: {
      kind: 'bytes',
      types: ['application/octet-stream', 'application/xml', 'text/xml'],
      description: 'De verkiezingsdefinitie',
    },
    answers: [
      {
        status: 201,
        description: 'Ingericht',
        schema: electionSchema,
        headers: { Location: 'Adres van de verkiezing' },
      },
    ],
    refusals: [
      'election.definitionRefused',
      'election.alreadyConfigured',
      'request.tooLarge',
      'request.unsupportedType',
    ],
  },
  {
    method: 'get',
    path: '/verkiezingen/{id}',
    id: 'verkiezing',
    tag: TAG,
    summary: 'Eén verkiezing, met haar kalender',
    access: 'signedIn',
    answers: [{ status: 200, description: 'De verkiezing', schema: electionSchema }],
  },
  {
    method: 'get',
    path: '/verkiezingen/{id}/stembureaus',
    id: 'stembureaus',
    tag: TAG,
    summary: 'De organen van een verkiezing',
    access: 'signedIn',
    query: committeeQuery,
    answers: [
      {
        status: 200,
        description: 'De organen',
        schema: committees,
      },
    ],
  },
  {
    method: 'get',
    path: '/verkiezingen/{id}/routes',
    id: 'routes',
    tag: TAG,
    summary: 'Wie welk bestand aan wie stuurt, met het artikel',
    access: 'signedIn',
    answers: [{ status: 200, description: 'De routes', schema: routes }],
  },
  {
    method: 'get',
    path: '/verkiezingen/{id}/niet-verschuldigd',
    id: 'nietVerschuldigd',
    tag: TAG,
    summary: 'Welke leveringen niet verschuldigd zijn en waarom',
    access: ['OPERATOR'],
    answers: [
      {
        status: 200,
        description: 'De lijst, ook wat beëindigd is',
        schema: exemptions,
      },
    ],
  },
  {
    method: 'post',
    path: '/verkiezingen/{id}/niet-verschuldigd',
    id: 'nietVerschuldigdVerklaren',
    tag: TAG,
    summary: 'Vastleggen dat een orgaan niet hoeft te leveren',
    access: ['OPERATOR'],
    body: { kind: 'json', schema: declarationSchema, required: true },
    answers: [{ status: 201, description: 'Vastgelegd', schema: exemptionSchema }],
    refusals: ['election.unknownCommittee', 'election.reasonDoesNotFit', 'election.exemptionTwice'],
  },
  {
    method: 'post',
    path: '/verkiezingen/{id}/niet-verschuldigd/{nummer}/beeindigen',
    id: 'nietVerschuldigdBeeindigen',
    tag: TAG,
    summary: 'De levering is weer verschuldigd',
    access: ['OPERATOR'],
    answers: [{ status: 200, description: 'Beëindigd', schema: exemptionSchema }],
  },
];
