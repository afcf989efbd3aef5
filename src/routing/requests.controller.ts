import { Controller } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { PersonActor } from '../kernel/actor.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { AnswerRequest } from './answer-request.js';
import { answerBody } from './asking-input.js';
import { askedAnswer, askedListAnswer } from './received-answers.js';
import { ASKED } from './received-input.js';
import { askedJson } from './received-json.js';

const tag = 'Verzoeken';
const law = 'Kieswet O 2, P 1c';
const params = { id: anId };

const list = route({
  method: 'GET',
  path: '/v1/verzoeken',
  access: ASKED,
  law,
  id: 'verzoeken',
  tag,
  summary: 'Wat andere organen u vroegen te leveren',
  answers: {
    200: { description: 'De verzoeken, van elk orgaan en bestand het laatste', schema: askedListAnswer },
  },
});
const answer = route({
  method: 'POST',
  path: '/v1/verzoeken/:id/antwoord',
  access: ASKED,
  law,
  id: 'antwoord',
  tag,
  summary: 'Zeggen waarom u geen ander bestand levert',
  description: 'Eén antwoord per verzoek.',
  params,
  body: json(answerBody),
  answers: { 200: { description: 'Vastgelegd', schema: askedAnswer } },
  refusals: ['delivery.answeredAlready', 'delivery.deliveredSince'],
});

/** What others ask a committee, for programs. */
@Controller()
export class RequestsController {
  constructor(
    private readonly requests: AnswerRequest,
    private readonly clock: Clock,
  ) {}

  @Handle(list)
  async list({ actor }: { actor: PersonActor }) {
    const requests = await this.requests.list(actor);
    return { verzoeken: requests.map((request) => askedJson(request, this.clock.now())) };
  }

  @Handle(answer)
  async answer({ actor, params: { id }, body }: Input<typeof answer>) {
    await this.requests.run(actor, id, body.antwoord);
    return askedJson((await this.requests.show(actor, id)).request, this.clock.now());
  }
}
