import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { BoardView, NoElections } from './board-view.js';
import { boardQuery, WATCHERS } from './received-input.js';
import { ShowBoard } from './show-board.js';

const overview = page({
  path: '/overzicht',
  access: WATCHERS,
  title: 'Overzicht',
  nav: { label: 'Overzicht', place: 50 },
  query: boardQuery,
});

/** The operator's board in the browser. */
@Controller()
export class BoardPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly board: ShowBoard,
  ) {}

  @Handle(overview)
  async show({ query: { verkiezing, status } }: Input<typeof overview>, { request }: Call): Promise<string> {
    const { title } = overview;
    const board = await this.board.run(verkiezing ?? null);
    if (board === null) return await this.frame.html(request, { title, body: <NoElections /> });
    const { id, name } = board.plan.definition;
    const filter = status ?? null;
    const address = new URLSearchParams({ verkiezing: id, ...(filter === null ? {} : { status: filter }) });
    return await this.frame.html(request, {
      title,
      lead: name,
      body: <BoardView board={board} filter={filter} path={`/overzicht?${address.toString()}`} />,
    });
  }
}
