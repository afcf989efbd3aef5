import { Controller } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { Handle } from '../platform/http/handle.js';
import { route, type Input } from '../platform/http/route.js';
import { filterRows, totalsOf } from './inbox.js';
import { boardAnswer } from './received-answers.js';
import { boardQuery, WATCHERS } from './received-input.js';
import { boardJson } from './received-json.js';
import { ShowBoard } from './show-board.js';

const overview = route({
  method: 'GET',
  path: '/v1/overzicht',
  access: WATCHERS,
  id: 'overzicht',
  tag: 'Overzicht',
  summary: 'De stand van alle leveringen, zonder bestanden',
  query: boardQuery,
  answers: { 200: { description: 'De stand', schema: boardAnswer } },
  refusals: ['request.notFound'],
});

/** The operator's board, for programs. */
@Controller()
export class BoardController {
  constructor(private readonly board: ShowBoard) {}

  @Handle(overview)
  async show({ query: { verkiezing, status, sinds } }: Input<typeof overview>) {
    const board = await this.board.run({ verkiezing });
    if (board === null) throw new Refusal('request.notFound');
    const rows = filterRows(board.rows, status ?? null, sinds ?? null);
    return boardJson({ ...board, rows }, totalsOf(board.rows));
  }
}
