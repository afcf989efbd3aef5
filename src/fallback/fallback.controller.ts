import { Controller } from '@nestjs/common';
import { created } from '../platform/http/answer.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { AskFallback } from './ask-fallback.js';
import { DecideFallback } from './decide-fallback.js';
import {
  answerBody,
  ANSWERERS,
  ASKERS,
  EITHER,
  fallbackJson,
  fallbackSchema,
  fallbacksSchema,
  questionBody,
} from './fallback-api.js';
import { ShowFallback } from './show-fallback.js';

const TAG = 'Terugval';
const params = { id: anId };
const list = route({
  method: 'GET',
  path: '/v1/terugval',
  access: EITHER,
  id: 'terugvallen',
  tag: TAG,
  summary: 'Gevraagde leveringen zonder handtekening',
  description: 'Van uw stembureau. De beheerder ziet ze alle, en staat er een toe op de site.',
  answers: { 200: { description: 'De vragen', schema: fallbacksSchema } },
});
const show = route({
  method: 'GET',
  path: '/v1/terugval/:id',
  access: EITHER,
  id: 'terugval',
  tag: TAG,
  summary: 'Eén gevraagde levering zonder handtekening',
  params,
  answers: { 200: { description: 'De vraag', schema: fallbackSchema } },
});
const ask = route({
  method: 'POST',
  path: '/v1/terugval',
  access: ASKERS,
  id: 'terugvalVragen',
  tag: TAG,
  summary: 'Vragen om één bestand zonder handtekening te mogen leveren',
  body: json(questionBody),
  answers: {
    201: {
      description: 'Gevraagd; de Kiesraad beslist',
      schema: fallbackSchema,
      headers: { Location: 'Adres van de vraag' },
    },
  },
  refusals: ['fallback.notSigned', 'fallback.alreadyAsked'],
});
const refuse = route({
  method: 'POST',
  path: '/v1/terugval/:id/weigeren',
  access: ANSWERERS,
  id: 'terugvalWeigeren',
  tag: TAG,
  summary: 'Een levering zonder handtekening niet toestaan',
  params,
  body: json(answerBody),
  answers: { 200: { description: 'Geweigerd', schema: fallbackSchema } },
  refusals: ['fallback.alreadySettled', 'fallback.ownCommittee'],
});
const withdraw = route({
  method: 'POST',
  path: '/v1/terugval/:id/intrekken',
  access: ANSWERERS,
  id: 'terugvalIntrekken',
  tag: TAG,
  summary: 'Een toestemming intrekken die nog niet is gebruikt',
  params,
  body: json(answerBody),
  answers: { 200: { description: 'Ingetrokken', schema: fallbackSchema } },
  refusals: ['fallback.alreadySettled', 'fallback.ownCommittee'],
});

/** Deliveries without signature for programs. To allow one takes a person with a passkey just used, on the site. */
@Controller()
export class FallbackController {
  constructor(
    private readonly shown: ShowFallback,
    private readonly asking: AskFallback,
    private readonly decide: DecideFallback,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>) {
    const found = await this.shown.list(actor);
    return { vragen: found.map(({ fallback }) => fallbackJson(fallback)) };
  }

  @Handle(show)
  async show({ params: { id }, actor }: Input<typeof show>) {
    return fallbackJson((await this.shown.one(id, actor)).fallback);
  }

  @Handle(ask)
  async ask({ body: { soort, reden }, actor }: Input<typeof ask>) {
    const fallback = await this.asking.run(soort, reden, actor);
    return created(`/v1/terugval/${fallback.id}`, fallbackJson(fallback));
  }

  @Handle(refuse)
  async refuse({ params: { id }, body: { reden }, actor }: Input<typeof refuse>) {
    return fallbackJson(await this.decide.refuse(id, reden, actor));
  }

  @Handle(withdraw)
  async withdraw({ params: { id }, body: { reden }, actor }: Input<typeof withdraw>) {
    return fallbackJson(await this.decide.withdraw(id, reden, actor));
  }
}
