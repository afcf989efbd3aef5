import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { CommitteeKey } from './key.js';
import { ListKeys } from './list-keys.js';
import { ShowKeyBoard, type KeyBoard } from './show-key-board.js';

/** The operator's board with one page of all keys of that election. */
export interface BoardWithKeys {
  readonly board: KeyBoard;
  readonly all: { readonly keys: readonly CommitteeKey[]; readonly more: boolean; readonly page: number };
  readonly now: Date;
}

/** What the page of keys shows, to a committee and to the operator. */
@Injectable()
export class KeyOverview {
  constructor(
    private readonly list: ListKeys,
    private readonly boards: ShowKeyBoard,
    private readonly clock: Clock,
  ) {}

  /** The latest fifty of the actor's own committee. */
  async own(actor: PersonActor): Promise<{ readonly keys: readonly CommitteeKey[]; readonly now: Date }> {
    const { keys } = await this.list.run({ page: 1 }, actor);
    return { keys, now: this.clock.now() };
  }

  /** The board of an election (null: the first), see ShowKeyBoard; null when there is no election at all. */
  async board(electionId: string | null, page: number, actor: PersonActor): Promise<BoardWithKeys | null> {
    const board = await this.boards.run(electionId);
    if (board === null) return null;
    const { keys, more } = await this.list.run({ electionId: board.election.id, page }, actor);
    return { board, all: { keys, more, page }, now: this.clock.now() };
  }
}
