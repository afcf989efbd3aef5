import type { Database } from '../postgres/database.js';
import type { JobHandlers } from './job-handlers.js';
import type { Payload } from './outbox.js';

/** Events of the outbox, from written to done. */
export class OutboxStore {
  constructor(
    private readonly db: Database,
    private readonly handlers: JobHandlers,
  ) {}

  /** Ids of events that no queue has been told of, oldest first. */
  async waiting(limit: number): Promise<bigint[]> {
    const rows = await this.db.read.outbox.findMany({
      where: { relayedAt: null },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }

  async markRelayed(ids: readonly bigint[]): Promise<void> {
    await this.db.transaction((tx) =>
      tx.outbox.updateMany({ where: { id: { in: [...ids] } }, data: { relayedAt: new Date() } }),
    );
  }

  /** Ids of events older than `before` that nobody has done yet. */
  async overdue(before: Date, limit: number): Promise<bigint[]> {
    const rows = await this.db.read.outbox.findMany({
      where: { doneAt: null, createdAt: { lt: before } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }

  /** Does one event, once: a second call, also one at the same moment, finds it done and leaves it. */
  async perform(id: bigint): Promise<void> {
    await this.db.transaction(async (tx) => {
      const taken = await tx.outbox.updateMany({ where: { id, doneAt: null }, data: { doneAt: new Date() } });
      if (taken.count === 0) return;
      const event = await tx.outbox.findUniqueOrThrow({ where: { id } });
      for (const handle of this.handlers.of(event.topic)) await handle(tx, event.payload as Payload);
    });
  }

  /** Removes events done before `before`. */
  async prune(before: Date): Promise<void> {
    await this.db.transaction((tx) => tx.outbox.deleteMany({ where: { doneAt: { lt: before } } }));
  }
}
