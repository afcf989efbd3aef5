import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { OutboxStore, tryAgain, type DeadEvent } from '../platform/jobs/outbox.store.js';
import { Database } from '../platform/postgres/database.js';
import { eventRetried } from './events.js';

const MOST = 100;

/** Work that failed for the last time and waits for a person. */
@Injectable()
export class ListDeadEvents {
  constructor(private readonly outbox: OutboxStore) {}

  /** The oldest hundred, and how many there are in all. */
  async run(): Promise<{ readonly events: readonly DeadEvent[]; readonly inAll: number }> {
    const [events, { dead }] = await Promise.all([this.outbox.dead(MOST), this.outbox.figures()]);
    return { events, inAll: dead };
  }
}

/** Has work done again that failed for the last time: as often as the first time. */
@Injectable()
export class RetryEvents {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `id` null: all of it. Gives how many. Refused: request.notFound (no such work, or it waits for nobody). */
  async run(id: bigint | null, actor: PersonActor): Promise<number> {
    return await act(this.db, actor, async (tx) => {
      const count = await tryAgain(tx, id);
      if (count === 0 && id !== null) throw new Refusal('request.notFound');
      const object = { id: id === null ? null : String(id) };
      if (count > 0) await append(tx, eventRetried({ object, actor, details: { count } }), this.clock.now());
      return count;
    });
  }
}
