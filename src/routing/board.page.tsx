import { Controller } from '@nestjs/common';
import { electionsAsQuery, electionsTitle } from '../elections/choose-elections.js';
import { pollsClose } from '../elections/lane.js';
import { PageFrame } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { Answered } from '../platform/http/answer.js';
import { lastSeen } from '../platform/http/event-stream.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { Feeds } from '../platform/live/feeds.js';
import type { Note } from '../platform/live/publish.js';
import { BOARD_CHANGED } from './board-notes.js';
import { BoardMapView } from './board-map-view.js';
import { boardCsv } from './board-csv.js';
import { BoardView, NoElections, overviewParts } from './board-view.js';
import { saveAs } from '../platform/http/download-headers.js';
import { choiceOf, listQuery, mapQuery, streamQuery, WATCHERS } from './received-input.js';
import { ShowNight } from './show-night.js';
import { ShowAsking } from './show-asking.js';
import { ShowBoard } from './show-board.js';

const overview = page({
  path: '/overzicht',
  access: WATCHERS,
  title: 'Overzicht',
  nav: { label: 'Overzicht', place: 50 },
  query: listQuery,
});
const stream = page({
  path: '/overzicht/stroom',
  access: WATCHERS,
  title: 'Wat er verandert in het overzicht',
  type: 'text/event-stream',
  query: streamQuery,
  refusals: ['request.tooManyStreams'],
});
const map = page({
  path: '/overzicht/kaart',
  access: WATCHERS,
  title: 'Kaart en verloop',
  query: mapQuery,
});
const csv = page({
  path: '/overzicht/lijst.csv',
  access: WATCHERS,
  title: 'Overzicht als CSV',
  type: 'text/csv; charset=utf-8',
  query: listQuery,
});

/** The operator's board in the browser. */
@Controller()
export class BoardPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly board: ShowBoard,
    private readonly asking: ShowAsking,
    private readonly feeds: Feeds,
    private readonly night: ShowNight,
  ) {}

  @Handle(overview)
  async show({ query }: Input<typeof overview>, { request }: Call): Promise<string> {
    const { title } = overview;
    const board = await this.board.run(query);
    if (board === null) return await this.frame.html(request, { title, body: <NoElections /> });
    return await this.frame.html(request, {
      title,
      lead: electionsTitle(board),
      body: <BoardView board={board} choice={choiceOf(query)} />,
    });
  }

  @Handle(stream)
  async follow({ actor, query }: Input<typeof stream>, call: Call): Promise<string> {
    const board = await this.board.run(query);
    if (board === null) throw new Refusal('request.notFound');
    const { plans, votingDay } = board;
    const ids = new Set(plans.map(({ definition }) => definition.id));
    const watched = {
      key: `overzicht ${votingDay ?? [...ids].join()}`,
      channel: BOARD_CHANGED,
      matches: ({ electionId }: Note) => ids.has(String(electionId)),
      look: async () => overviewParts({ ...board, ...(await this.board.of(plans)) }),
    };
    await this.feeds.open(watched, lastSeen(call) ?? query.stand, call, actor.personId);
    return '';
  }

  @Handle(map)
  async map({ query }: Input<typeof map>, { request }: Call): Promise<string> {
    const board = await this.board.run(query);
    if (board === null) throw new Refusal('request.notFound');
    const { at, rows, votingDay } = board;
    const plan = board.plans[0]!;
    const chosen = new URLSearchParams(electionsAsQuery(board)).toString();
    const before = votingDay === null ? await this.night.before(plan, null) : undefined;
    const href = `${map.path}?${chosen}`;
    const listAt = (code: string) => `${overview.path}?${chosen}&zoek=${code}`;
    return await this.frame.html(request, {
      title: map.title,
      lead: electionsTitle(board),
      back: { href: `${overview.path}?${chosen}`, label: overview.title },
      body: <BoardMapView night={{ closed: pollsClose(plan.definition), at, rows, before, href, listAt }} />,
    });
  }

  @Handle(csv)
  async csv({ query }: Input<typeof csv>): Promise<Answered<string>> {
    const board = await this.board.run(query);
    if (board === null) throw new Refusal('request.notFound');
    const disposition = saveAs(`overzicht_${board.votingDay ?? board.plans[0]!.definition.id}.csv`);
    const managers = await this.asking.whomToCall(board.rows);
    return new Answered(200, boardCsv(board, choiceOf(query), managers), {
      'content-disposition': disposition,
    });
  }
}
