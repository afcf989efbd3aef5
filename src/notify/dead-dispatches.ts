import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { deadDispatches, sendAgain, type DeadDispatch } from './dispatch.store.js';
import { dispatchRetried } from './events.js';
import type { Letter } from './mail.js';
import { SendMail } from './send-mail.js';

const MOST = 100;

/** What was given up, with to whom it went and what it said; null: nobody is there any more. */
export type ShownDeadDispatch = DeadDispatch & { readonly letter: Letter };

/** What could not be sent and waits for a person. */
@Injectable()
export class ListDeadDispatches {
  constructor(
    private readonly db: Database,
    private readonly mail: SendMail,
  ) {}

  /** The oldest hundred, and how many there are in all. */
  async run(): Promise<{ readonly rows: readonly ShownDeadDispatch[]; readonly inAll: number }> {
    const { rows, inAll } = await deadDispatches(this.db.read, MOST);
    const letters = await this.mail.letters(rows);
    return { inAll, rows: rows.map((row, i) => ({ ...row, letter: letters[i] ?? null })) };
  }
}

/** Has what was given up sent again, as often as the first time. */
@Injectable()
export class SendDispatchAgain {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `id` null: all of it. Gives how many. Refused: request.notFound (no such row, or it waits for nobody). */
  async run(id: string | null, actor: PersonActor): Promise<number> {
    return await act(this.db, actor, async (tx) => {
      const count = await sendAgain(tx, id);
      if (count === 0 && id !== null) throw new Refusal('request.notFound');
      if (count > 0)
        await append(tx, dispatchRetried({ object: { id }, actor, details: { count } }), this.clock.now());
      return count;
    });
  }
}
