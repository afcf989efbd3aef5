import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { AnswerRequest } from './answer-request.js';
import { answerBody } from './asking-input.js';
import { ASKED } from './received-input.js';
import { RequestView } from './request-view.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  beantwoord: {
    tone: 'ok',
    title: 'Uw antwoord is vastgelegd',
    text: 'Wie erom vroeg, ziet het bij zijn overzicht.',
  },
};

const params = { id: anId };
const law = 'Kieswet O 2, P 1c';
const one = page({ path: '/verzoeken/:id', access: ASKED, title: 'Verzoek om een bestand', law, params });
const answering = form({
  path: '/verzoeken/:id',
  access: ASKED,
  law,
  params,
  body: fields(answerBody),
  field: 'antwoord',
  refusals: ['delivery.answeredAlready', 'delivery.deliveredSince'],
});

/** A request of another body in the browser, and the answer to it. */
@Controller()
export class RequestsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly requests: AnswerRequest,
  ) {}

  @Handle(one)
  show({ actor, params: { id } }: Input<typeof one>, call: Call): Promise<string> {
    return this.page(actor, id, call);
  }

  @Handle(answering, (on: RequestsPage, { actor, params: { id } }, call) => on.page(actor, id, call))
  async answer({ actor, params: { id }, body }: Input<typeof answering>) {
    await this.requests.run(actor, id, body.antwoord);
    return seeOther(`/verzoeken/${id}?melding=beantwoord`);
  }

  private async page(actor: PersonActor, id: string, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.requests.show(actor, id);
    return await this.frame.html(request, {
      title: one.title,
      lead: shown.asker,
      active: '/leveringen',
      back: { href: '/', label: 'Begin' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <RequestView {...shown} sent={{ problems, typed }} />,
    });
  }
}
