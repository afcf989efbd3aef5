import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import { parse } from '../platform/http/parse.js';
import { BoardView, NoElections } from './board-view.js';
import { boardQuery } from './received-input.js';
import { ShowBoard } from './show-board.js';

/** The operator's board in the browser. */
@Controller('overzicht')
@Allow(['OPERATOR'])
export class BoardPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly board: ShowBoard,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@Req() request: FastifyRequest, @Query() query: unknown): Promise<string> {
    const { verkiezing, status } = parse(boardQuery, query);
    const board = await this.board.run(verkiezing ?? null);
    if (board === null) return await this.frame.html(request, { title: 'Overzicht', body: <NoElections /> });
    const { id, name } = board.plan.definition;
    const filter = status ?? null;
    const address = new URLSearchParams({ verkiezing: id, ...(filter === null ? {} : { status: filter }) });
    return await this.frame.html(request, {
      title: 'Overzicht',
      lead: name,
      body: <BoardView board={board} filter={filter} path={`/overzicht?${address.toString()}`} />,
    });
  }
}
