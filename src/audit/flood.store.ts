import type { Database } from '../platform/postgres/database.js';
import { append } from './audit.store.js';
import { floodCounted } from './events.js';
import type { Counted } from './flood-counter.js';

/** Adds these counts to what other moments and processes counted. */
export async function keepCounts(db: Database, counted: readonly Counted[]): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { origin, interval, action, count } of counted)
      await tx.$executeRaw`
        INSERT INTO flood_count (origin, interval, action, count) VALUES (${origin}, ${interval}, ${action}, ${count})
        ON CONFLICT (origin, interval, action) DO UPDATE SET count = flood_count.count + EXCLUDED.count`;
  });
}

/**
 * Writes the counts of intervals before `before` into the log, one event per origin and interval, and takes them out of
 * the table; both in one transaction, also for what a crashed process left. `at`: now. Gives how many.
 */
export async function closeCounts(db: Database, before: Date, limit: number, at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ origin: string; interval: Date; action: string; count: number }[]>`
      DELETE FROM flood_count WHERE (origin, interval, action) IN (
        SELECT origin, interval, action FROM flood_count WHERE interval < ${before}
        ORDER BY interval, origin LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING origin, interval, action, count`;
    for (const { origin, interval, action, count } of rows)
      await append(
        tx,
        floodCounted({
          object: { id: null },
          actor: { kind: 'system', part: 'audit' },
          details: { origin, since: interval, attempted: action, count },
        }),
        at,
      );
    return rows.length;
  });
}
