import type { Database, Tx } from '../postgres/database.js';
import { Prisma } from '../postgres/generated/client.js';
import type { JobHandlers } from './job-handlers.js';
import type { Payload } from './outbox.js';
import type { Metrics } from '../metrics.js';

/** So often an event is tried; after that a person says when again. */
export const MOST_ATTEMPTS = 10;
/** The pause after the first failure; every next one is twice as long (5 s … 21 min, together 43 min). */
const FIRST_PAUSE_S = 5;
/** The queue has this long for an event before the sweep takes it. */
const QUEUE_HAS_S = 3;
const KEEP_DONE_DAYS = 7;
const LONGEST_ERROR = 300;

type Performer = 'queue' | 'sweep';

/** An event that failed for the last time. */
export interface DeadEvent {
  readonly id: bigint;
  readonly topic: string;
  readonly createdAt: Date;
  readonly deadAt: Date;
  readonly attempts: number;
  /** Class and message of the last failure, cut short. */
  readonly lastError: string;
}

/** How the outbox stands, for whoever watches over the platform. */
export interface OutboxFigures {
  /** Events not done yet, the dead not counted. */
  readonly waiting: number;
  /** Age of the oldest event that has not been tried, in seconds; 0 when there is none. */
  readonly queueAge: number;
  /** Age of the oldest event that no queue has been told of, in seconds; 0 when there is none. */
  readonly relayLag: number;
  readonly dead: number;
}

/** Class and message of a failure on one line, without control characters, at most 300 long. */
export function describeError(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
  // eslint-disable-next-line no-control-regex
  const line = `${name}: ${message}`.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.slice(0, LONGEST_ERROR);
}

/** Events of the outbox, from written to done. Every time in it is the database's own. */
export class OutboxStore {
  constructor(
    private readonly db: Database,
    private readonly handlers: JobHandlers,
  ) {}

  /**
   * Takes events that no queue has been told of, oldest first, and marks them told: two relays never take the same.
   * Crash before the queue knows: the sweep does them.
   */
  async takeWaiting(limit: number): Promise<bigint[]> {
    const rows = await this.db.once<{ id: bigint }>(Prisma.sql`
      UPDATE outbox SET relayed_at = now() WHERE id IN (
        SELECT id FROM outbox WHERE relayed_at IS NULL ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id`);
    return rows.map(({ id }) => id).sort((a, b) => Number(a - b));
  }

  /** The queue could not be told of these. */
  async giveBack(ids: readonly bigint[]): Promise<void> {
    await this.db.transaction(
      (tx) =>
        tx.$executeRaw`UPDATE outbox SET relayed_at = NULL WHERE id = ANY(${[...ids]}) AND done_at IS NULL`,
    );
  }

  /** Ids of events that were never tried though the queue had its time, most overdue first. */
  async forgotten(limit: number): Promise<bigint[]> {
    const rows = await this.db.read.$queryRaw<{ id: bigint }[]>`
      SELECT id FROM outbox WHERE done_at IS NULL AND dead_at IS NULL AND attempts = 0
        AND next_attempt_at < now() - make_interval(secs => ${QUEUE_HAS_S})
      ORDER BY next_attempt_at LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /** Ids of events that failed before and may be tried again, most overdue first. */
  async failed(limit: number): Promise<bigint[]> {
    const rows = await this.db.read.$queryRaw<{ id: bigint }[]>`
      SELECT id FROM outbox WHERE done_at IS NULL AND dead_at IS NULL AND attempts > 0 AND next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /** Does these events together; when one of them fails nothing of that was done, and each is done alone. */
  async performAll(ids: readonly bigint[], by: Performer): Promise<void> {
    if (ids.length > 1)
      try {
        return void (await this.db.transaction((tx) => this.handle(tx, ids, by)));
      } catch {
        // whose fault it was shows below
      }
    for (const id of ids) await this.perform(id, by);
  }

  /**
   * Does one event, once: who comes at the same moment or later leaves it. What its handlers throw is kept with it and
   * postpones it. Throws only when the database fails; then nothing was done and nothing counted.
   */
  async perform(id: bigint, by: Performer): Promise<'done' | 'left' | 'failed'> {
    let failure: { readonly error: unknown } | null = null;
    const outcome = this.db.transaction(async (tx) => {
      failure = null;
      const done = await this.handle(tx, [id], by, (error) => (failure = { error }));
      return done === 0 ? ('left' as const) : ('done' as const);
    });
    try {
      return await outcome;
    } catch (error) {
      if (failure === null) throw error;
      await this.postpone(id, error);
      return 'failed';
    }
  }

  /** Marks those done that still wait and that nobody else has, and has their handlers do them. Gives how many. */
  private async handle(
    tx: Tx,
    ids: readonly bigint[],
    by: Performer,
    onFailure: (error: unknown) => void = () => undefined,
  ): Promise<number> {
    const events = await tx.$queryRaw<{ topic: string; payload: Payload }[]>`
      UPDATE outbox SET done_at = now(), swept = ${by === 'sweep'} WHERE id IN (
        SELECT id FROM outbox
        WHERE id = ANY(${[...ids]}) AND done_at IS NULL AND dead_at IS NULL AND next_attempt_at <= now()
        ORDER BY id FOR UPDATE SKIP LOCKED)
      RETURNING topic, payload`;
    try {
      for (const topic of new Set(events.map((event) => event.topic))) {
        const payloads = events.filter((event) => event.topic === topic).map(({ payload }) => payload);
        for (const handle of this.handlers.of(topic)) await handle(tx, payloads);
      }
    } catch (error) {
      onFailure(error);
      throw error;
    }
    return events.length;
  }

  private async postpone(id: bigint, error: unknown): Promise<void> {
    await this.db.transaction(
      (tx) => tx.$executeRaw`
        UPDATE outbox SET attempts = attempts + 1, last_error = ${describeError(error)},
          next_attempt_at = now() + make_interval(secs => ${FIRST_PAUSE_S} * 2 ^ attempts),
          dead_at = CASE WHEN attempts + 1 >= ${MOST_ATTEMPTS} THEN now() END
        WHERE id = ${id} AND done_at IS NULL AND dead_at IS NULL`,
    );
  }

  /** Events that failed for the last time, oldest first. */
  async dead(limit: number): Promise<DeadEvent[]> {
    const rows = await this.db.read.outbox.findMany({
      where: { deadAt: { not: null }, doneAt: null },
      orderBy: { id: 'asc' },
      take: limit,
    });
    return rows.map(({ id, topic, createdAt, deadAt, attempts, lastError }) => ({
      ...{ id, topic, createdAt, attempts },
      deadAt: deadAt!,
      lastError: lastError ?? '',
    }));
  }

  /** Removes events that were done seven days ago. Gives how many. */
  async prune(): Promise<number> {
    return await this.db.transaction(
      (tx) =>
        tx.$executeRaw`DELETE FROM outbox WHERE done_at < now() - make_interval(days => ${KEEP_DONE_DAYS})`,
    );
  }

  /** Whether a sweep, in the last `seconds`, had to do what the queue had been told of. */
  async queueForgot(seconds: number): Promise<boolean> {
    const [row] = await this.db.read.$queryRaw<{ forgot: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM outbox WHERE done_at > now() - make_interval(secs => ${seconds})
        AND swept AND attempts = 0 AND relayed_at < done_at - make_interval(secs => 1)) AS forgot`;
    return row?.forgot === true;
  }

  async figures(): Promise<OutboxFigures> {
    const [row] = await this.db.read.$queryRaw<OutboxFigures[]>`
      SELECT (count(*) FILTER (WHERE dead_at IS NULL))::int AS waiting,
        coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE dead_at IS NULL AND attempts = 0)), 0)::float
          AS "queueAge",
        coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE relayed_at IS NULL)), 0)::float AS "relayLag",
        (count(*) FILTER (WHERE dead_at IS NOT NULL))::int AS dead
      FROM outbox WHERE done_at IS NULL`;
    return row!;
  }
}

/**
 * Lets dead events be tried again from the start: the one with this id, or all of them. Gives how many, in the
 * transaction of who records it.
 */
export async function tryAgain(tx: Tx, id: bigint | null): Promise<number> {
  return await tx.$executeRaw`
    UPDATE outbox SET attempts = 0, next_attempt_at = now(), relayed_at = NULL, dead_at = NULL
    WHERE dead_at IS NOT NULL AND done_at IS NULL AND (${id}::bigint IS NULL OR id = ${id})`;
}

/** Shows how the outbox stands, for all processes together. */
export function showOutbox(metrics: Metrics, look: () => Promise<OutboxFigures>): void {
  metrics.gauges(look, [
    ['queue_age_seconds', 'Age of the oldest event that was not tried yet', ({ queueAge }) => queueAge],
    ['queue_waiting_events', 'Events not done yet', ({ waiting }) => waiting],
    ['relay_lag_seconds', 'Age of the oldest event that no queue was told of', ({ relayLag }) => relayLag],
    ['dead_events', 'Events that failed for the last time and wait for a person', ({ dead }) => dead],
  ]);
}
