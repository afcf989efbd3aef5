import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { AskAgain } from './ask-again.js';
import { ListInbox } from './list-inbox.js';
import { InboxView } from './received-view.js';
import { ASKERS, boardQuery, RECEIVERS, requestBody } from './received-input.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  gevraagd: {
    tone: 'ok',
    title: 'Uw verzoek is verstuurd',
    text: 'De mensen van het stembureau krijgen bericht. Het verzoek staat in het logboek.',
  },
};

const inbox = page({
  path: '/ontvangen',
  access: RECEIVERS,
  title: 'Ontvangen bestanden',
  nav: { label: 'Ontvangen', place: 20 },
  query: boardQuery,
});
const asking = form({
  path: '/ontvangen/verzoek',
  access: ASKERS,
  law: 'Kieswet O 2, P 1c',
  body: fields(requestBody),
});

/** The inbox in the browser. */
@Controller()
export class ReceivedPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly inbox: ListInbox,
    private readonly ask: AskAgain,
  ) {}

  @Handle(inbox)
  async list(
    { actor, query: { verkiezing, status } }: Input<typeof inbox>,
    { request }: Call,
  ): Promise<string> {
    const found = await this.inbox.run(actor, verkiezing ?? null);
    const filter = status ?? null;
    const path = filter === null ? '/ontvangen' : `/ontvangen?status=${filter}`;
    return await this.frame.html(request, {
      title: inbox.title,
      lead: found.plan.definition.name,
      flash: flashOf(request, FLASHES),
      body: <InboxView inbox={found} level={actor.hat.body.level} filter={filter} path={path} />,
    });
  }

  @Handle(asking)
  async request({ actor, body: { niveau, code, bericht } }: Input<typeof asking>) {
    await this.ask.run(actor, { committee: { level: niveau, code }, message: bericht });
    return seeOther('/ontvangen?melding=gevraagd');
  }
}
