import { Controller, Get, Query } from '@nestjs/common';
import { Allow } from '../identity/access.js';
import { Refusal } from '../kernel/refusal.js';
import { parse } from '../platform/http/parse.js';
import { filterRows, totalsOf } from './inbox.js';
import { boardQuery } from './received-input.js';
import { boardJson } from './received-json.js';
import { ShowBoard } from './show-board.js';

/** The operator's board, for programs: `/v1/overzicht`. */
@Controller('v1/overzicht')
@Allow(['OPERATOR'])
export class BoardController {
  constructor(private readonly board: ShowBoard) {}

  @Get()
  async show(@Query() query: unknown) {
    const { verkiezing, status, sinds } = parse(boardQuery, query);
    const board = await this.board.run(verkiezing ?? null);
    if (board === null) throw new Refusal('request.notFound');
    const rows = filterRows(board.rows, status ?? null, sinds ?? null);
    return boardJson({ ...board, rows }, totalsOf(board.rows));
  }
}
