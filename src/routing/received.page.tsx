import { Controller } from '@nestjs/common';
import { PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { AskAgain } from './ask-again.js';
import { askForm } from './asking-input.js';
import { askedFlash, AskingView, backTo } from './asking-view.js';
import { inboxCsv } from './board-csv.js';
import { saveAs } from '../platform/http/download-headers.js';
import { ListInbox } from './list-inbox.js';
import { InboxView } from './received-view.js';
import { ASKERS, choiceOf, listQuery, RECEIVERS, rowsQuery } from './received-input.js';
import { ShowAsking } from './show-asking.js';

const inbox = page({
  path: '/ontvangen',
  access: RECEIVERS,
  title: 'Ontvangen bestanden',
  nav: { label: 'Ontvangen', place: 20 },
  query: listQuery,
});
const csv = page({
  path: '/ontvangen/lijst.csv',
  access: RECEIVERS,
  title: 'Ontvangen bestanden als CSV',
  type: 'text/csv; charset=utf-8',
  query: listQuery,
});
const law = 'Kieswet O 2, P 1c';
const asking = page({
  path: '/ontvangen/vragen',
  access: ASKERS,
  title: 'Vraag om een bestand',
  law,
  query: rowsQuery,
});
const asked = form({
  path: '/ontvangen/vragen',
  access: ASKERS,
  law,
  body: fields(askForm),
  field: 'dag',
  refusals: ['delivery.termPast'],
});

const RECORDED: Flash = { tone: 'ok', title: 'Vastgelegd', text: 'Bij elk bestand staat wat u vastlegde.' };

/** The inbox in the browser, and asking for what is not in it. */
@Controller()
export class ReceivedPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly inbox: ListInbox,
    private readonly asking: ShowAsking,
    private readonly ask: AskAgain,
  ) {}

  @Handle(inbox)
  async list({ actor, query }: Input<typeof inbox>, { request }: Call): Promise<string> {
    const found = await this.inbox.watched(actor, query.verkiezing ?? null);
    return await this.frame.html(request, {
      title: inbox.title,
      lead: found.plan.definition.name,
      flash:
        query.melding === 'voldoen'
          ? RECORDED
          : query.melding === 'gevraagd'
            ? askedFlash(await this.asking.justAsked(actor))
            : undefined,
      body: (
        <InboxView
          inbox={found}
          level={actor.hat.body.level}
          choice={choiceOf(query)}
          choosing={query.kies === undefined ? 'no' : query.kies === 'alles' ? 'all' : 'yes'}
        />
      ),
    });
  }

  @Handle(csv)
  async csv({ actor, query }: Input<typeof csv>): Promise<Answered<string>> {
    const found = await this.inbox.watched(actor, query.verkiezing ?? null);
    const disposition = saveAs(`ontvangen_${found.plan.definition.id}.csv`);
    const managers = await this.asking.whomToCall(found.rows);
    return new Answered(200, inboxCsv(found, choiceOf(query), managers), {
      'content-disposition': disposition,
    });
  }

  @Handle(asking)
  choose({ actor, query: { rij } }: Input<typeof asking>, call: Call): Promise<string> {
    return this.asks(actor, rij, call);
  }

  private async asks(
    actor: PersonActor,
    rij: readonly string[],
    { request, problems, typed }: Call,
  ): Promise<string> {
    const chosen = await this.asking.chosen(actor, rij);
    const { title } = asking;
    return await this.frame.html(request, {
      title: chosen.length > 1 ? `Vraag om ${chosen.length} bestanden` : title,
      back: { href: '/ontvangen', label: 'Ontvangen bestanden' },
      hasErrors: problems.length > 0,
      body: <AskingView asking={chosen} by={actor.hat.body.level} sent={{ problems, typed }} />,
    });
  }

  @Handle(asked, (on: ReceivedPage, { actor }, call) =>
    on.asks(actor, rowsQuery.safeParse(call.request.body).data?.rij ?? [], call),
  )
  async request({ actor, body: { rij, terms } }: Input<typeof asked>) {
    return seeOther(backTo(await this.ask.many(actor, rij, terms), '?melding=gevraagd'));
  }
}
