import { Controller } from '@nestjs/common';
import { electionsTitle } from '../elections/choose-elections.js';
import { PageFrame } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { Answered } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { boardCsv } from './board-csv.js';
import { BoardView, NoElections } from './board-view.js';
import { saveAs } from '../platform/http/download-headers.js';
import { choiceOf, listQuery, WATCHERS } from './received-input.js';
import { ShowAsking } from './show-asking.js';
import { ShowBoard } from './show-board.js';

const overview = page({
  path: '/overzicht',
  access: WATCHERS,
  title: 'Overzicht',
  nav: { label: 'Overzicht', place: 50 },
  query: listQuery,
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
