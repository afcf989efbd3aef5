import { Controller } from '@nestjs/common';
import { pollsClose } from '../elections/lane.js';
import { PageFrame, type Flash } from '../frame/page-frame.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { segmentKey } from '../kernel/committee.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { lastSeen } from '../platform/http/event-stream.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { Feeds } from '../platform/live/feeds.js';
import type { Note } from '../platform/live/publish.js';
import { AskAgain } from './ask-again.js';
import { askForm } from './asking-input.js';
import { askedFlash, AskingView, backTo } from './asking-view.js';
import { BOARD_CHANGED, isOfBody } from './board-notes.js';
import { BoardMapView } from './board-map-view.js';
import { inboxCsv } from './board-csv.js';
import { saveAs } from '../platform/http/download-headers.js';
import { ListInbox } from './list-inbox.js';
import { inboxParts, InboxView } from './received-view.js';
import { ASKERS, choiceOf, listQuery, RECEIVERS, rowsQuery, streamQuery } from './received-input.js';
import { ShowNight } from './show-night.js';
import { ShowAsking } from './show-asking.js';

const inbox = page({
  path: '/ontvangen',
  access: RECEIVERS,
  title: 'Ontvangen bestanden',
  nav: { label: 'Ontvangen', place: 20 },
  query: listQuery,
});
const stream = page({
  path: '/ontvangen/stroom',
  access: RECEIVERS,
  title: 'Wat er verandert bij de ontvangen bestanden',
  type: 'text/event-stream',
  query: streamQuery,
  refusals: ['request.tooManyStreams'],
});
const map = page({
  path: '/ontvangen/kaart',
  access: RECEIVERS,
  title: 'Kaart en verloop',
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
    private readonly feeds: Feeds,
    private readonly night: ShowNight,
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

  @Handle(stream)
  async follow({ actor, query: { stand } }: Input<typeof stream>, call: Call): Promise<string> {
    const segment = segmentOf(actor);
    const { level } = segment.body;
    const watched = {
      key: `ontvangen ${segmentKey(segment)}`,
      channel: BOARD_CHANGED,
      matches: (note: Note) => isOfBody(note, segment),
      look: async () => inboxParts(await this.inbox.watched(actor), level),
    };
    await this.feeds.open(watched, lastSeen(call) ?? stand, call, actor.personId);
    return '';
  }

  @Handle(map)
  async map({ actor }: Input<typeof map>, { request }: Call): Promise<string> {
    const { plan, at, rows } = await this.inbox.run(actor);
    const before = await this.night.before(plan, actor.hat.body);
    const href = map.path;
    const listAt = (code: string) => `/ontvangen?zoek=${code}`;
    return await this.frame.html(request, {
      title: map.title,
      lead: plan.definition.name,
      back: { href: '/ontvangen', label: inbox.title },
      body: <BoardMapView night={{ closed: pollsClose(plan.definition), at, rows, before, href, listAt }} />,
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
