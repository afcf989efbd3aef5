import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { LEVELS } from '../kernel/committee.js';
import { SIGNED_IN, hats } from '../platform/http/access.js';
import { created } from '../platform/http/answer.js';
import { Handle } from '../platform/http/handle.js';
import { bytes, route, type Input } from '../platform/http/route.js';
import { DELIVERY_LAW } from '../elections/routes.js';
import { filterCommittees } from '../elections/committee-list.js';
import { ConfigureElection } from './configure-election.js';
import {
  committeeJson,
  committeesSchema,
  electionJson,
  electionSchema,
  electionsSchema,
  routeJson,
  routesSchema,
  summaryJson,
} from './election-api.js';
import { ShowElections } from './show-elections.js';
import { MAX_DEFINITION_BYTES } from '../elections/read-definition.js';

const TAG = 'Verkiezingen';
/** An election in an address; another text names none. */
export const electionParams = { id: z.string().max(120).meta({ example: 'TK2026' }) };
/** Who sets elections up. */
export const ELECTION_KEEPERS = hats(['OPERATOR']);

const list = route({
  method: 'GET',
  path: '/v1/verkiezingen',
  access: SIGNED_IN,
  id: 'verkiezingen',
  tag: TAG,
  summary: 'De verkiezingen waarin u een rol hebt',
  description: 'De beheerder ziet alle verkiezingen, ook wat nog een concept is.',
  answers: { 200: { description: 'De lijst', schema: electionsSchema } },
});

const configuration = route({
  method: 'POST',
  path: '/v1/verkiezingen',
  access: ELECTION_KEEPERS,
  id: 'verkiezingInrichten',
  tag: TAG,
  summary: 'Een verkiezing inrichten met haar verkiezingsdefinitie',
  description:
    'Stuur de bytes van een EML_NL 110a (1.2.2 of 1.3), hoogstens 2 MB. Een geweigerde definitie noemt alle redenen in `errors`. Zij is een concept (`stand`), dat alleen de Kiesraad ziet, tot een ander van de Kiesraad haar bevestigt.',
  body: bytes(
    ['application/octet-stream', 'application/xml', 'text/xml'],
    MAX_DEFINITION_BYTES,
    'De verkiezingsdefinitie',
  ),
  answers: {
    201: {
      description: 'Ingericht',
      schema: electionSchema,
      headers: { Location: 'Adres van de verkiezing' },
    },
  },
  refusals: ['election.definitionRefused', 'election.alreadyConfigured', 'election.waitsForSecond'],
});

const one = route({
  method: 'GET',
  path: '/v1/verkiezingen/:id',
  access: SIGNED_IN,
  id: 'verkiezing',
  tag: TAG,
  summary: 'Eén verkiezing, met haar kalender',
  params: electionParams,
  answers: { 200: { description: 'De verkiezing', schema: electionSchema } },
});

const committees = route({
  method: 'GET',
  path: '/v1/verkiezingen/:id/stembureaus',
  access: SIGNED_IN,
  id: 'stembureaus',
  tag: TAG,
  summary: 'De organen van een verkiezing',
  params: electionParams,
  query: z.object({
    niveau: z.enum(LEVELS, { error: 'Dit niveau bestaat niet.' }).optional(),
    zoek: z.string().max(100, 'Zoek met hoogstens 100 tekens.').optional(),
  }),
  answers: { 200: { description: 'De organen', schema: committeesSchema } },
});

const routes = route({
  method: 'GET',
  path: '/v1/verkiezingen/:id/routes',
  access: SIGNED_IN,
  law: DELIVERY_LAW,
  id: 'routes',
  tag: TAG,
  summary: 'Wie welk bestand aan wie stuurt, met het artikel',
  params: electionParams,
  answers: { 200: { description: 'De routes', schema: routesSchema } },
});

/** Elections for programs. */
@Controller()
export class ElectionsController {
  constructor(
    private readonly elections: ShowElections,
    private readonly configure: ConfigureElection,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>) {
    return { verkiezingen: (await this.elections.all(actor)).map(summaryJson) };
  }

  @Handle(configuration)
  async add({ body, actor }: Input<typeof configuration>) {
    const { id } = (await this.configure.run(body, actor)).definition;
    return created(
      `/v1/verkiezingen/${encodeURIComponent(id)}`,
      electionJson(await this.elections.one(id, actor)),
    );
  }

  @Handle(one)
  async show({ params, actor }: Input<typeof one>) {
    return electionJson(await this.elections.one(params.id, actor));
  }

  @Handle(committees)
  async committees({ params, query: { niveau, zoek }, actor }: Input<typeof committees>) {
    const { plan } = await this.elections.one(params.id, actor);
    const shown = filterCommittees(plan.committees, { level: niveau ?? null, search: zoek ?? '' });
    return { stembureaus: shown.map(committeeJson) };
  }

  @Handle(routes)
  async routes({ params, actor }: Input<typeof routes>) {
    const { plan } = await this.elections.one(params.id, actor);
    return { routes: plan.routes.map(routeJson) };
  }
}
