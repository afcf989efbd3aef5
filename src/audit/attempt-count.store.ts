import { counting, OTHERS } from '../platform/limits/tally.store.js';
import type { Database } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import { append } from './audit.store.js';
import { floodCounted } from './events.js';

/** Attempts without an account are counted per origin and this long a time. */
const INTERVAL_MINUTES = 10;
/** So many of one origin in one interval are logged one by one; what comes after is counted. */
export const LOGGED_PER_ORIGIN = 20;
/** So many of all origins together in one interval are logged one by one: a flood from everywhere fills no log either. */
export const LOGGED_IN_ALL = 2000;
/** So many origins are told apart in one interval; the others share one count. */
const MOST_ORIGINS = 1000;
/** So many routes and codes are told apart of one origin in one interval; and so many counts stand in it in all. */
export const MOST_KINDS = 20;
const MOST_COUNTS = 2000;

/** One attempt to be logged or counted. */
export interface Counted {
  /** The network that it came from. */
  readonly origin: string;
  readonly action: string;
  /** The route as we know it; null where there is none. */
  readonly route: string | null;
  readonly code: string;
}

/**
 * Takes one attempt, over all processes, in one statement and by the database's clock. True: it is to be logged by itself;
 * false: it was counted. Counting does not wait for the disk: a database that crashes loses the last moment of it.
 */
export async function countAttempt(db: Database, { origin, action, route, code }: Counted): Promise<boolean> {
  const tallied = { windowS: INTERVAL_MINUTES * 60, mostNetworks: MOST_ORIGINS };
  const told = Prisma.sql`
    WHERE EXISTS (SELECT 1 FROM seen WHERE count <= ${LOGGED_PER_ORIGIN} AND network <> ${OTHERS})`;
  const [row] = await db.once<{ logIt: boolean }>(Prisma.sql`
    WITH quick AS (SELECT set_config('synchronous_commit', 'off', true)),
    seen AS (${counting({ ...tallied, kind: 'attempt' }, origin)}),
    alone AS (${counting({ ...tallied, kind: 'attempt.logged' }, OTHERS, told)}),
    added AS (
      INSERT INTO attempt_count (since, origin, action, route, code, count)
      SELECT since, CASE WHEN known.one OR known.total < ${MOST_COUNTS} THEN network ELSE ${OTHERS} END, ${action},
        CASE WHEN known.one OR known.own < ${MOST_KINDS} AND known.total < ${MOST_COUNTS} THEN ${route ?? ''} ELSE '' END,
        CASE WHEN known.one OR known.own < ${MOST_KINDS} AND known.total < ${MOST_COUNTS} THEN ${code} ELSE '' END, 1
      FROM seen CROSS JOIN LATERAL (SELECT
          EXISTS (SELECT 1 FROM attempt_count c WHERE c.since = seen.since AND c.origin = network
            AND c.action = ${action} AND c.route = ${route ?? ''} AND c.code = ${code}) AS one,
          (SELECT count(*) FROM (SELECT 1 FROM attempt_count c WHERE c.since = seen.since AND c.origin = network
            LIMIT ${MOST_KINDS}) AS few) AS own,
          (SELECT count(*) FROM (SELECT 1 FROM attempt_count c WHERE c.since = seen.since
            LIMIT ${MOST_COUNTS}) AS many) AS total) AS known
      WHERE NOT EXISTS (SELECT 1 FROM alone WHERE alone.count <= ${LOGGED_IN_ALL})
      ON CONFLICT (since, origin, action, route, code) DO UPDATE SET count = attempt_count.count + 1)
    SELECT EXISTS (SELECT 1 FROM alone WHERE count <= ${LOGGED_IN_ALL}) AS "logIt" FROM quick`);
  return row!.logIt;
}

interface Closed extends Counted {
  readonly since: Date;
  readonly route: string;
  readonly count: number;
  readonly at: Date;
}

/**
 * Writes the counts of intervals that are over into the log, one event each, and takes them out of the table; both in one
 * transaction. Gives how many; at most `limit`.
 */
export async function closeCounts(db: Database, limit: number): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx.$queryRaw<Closed[]>`
      DELETE FROM attempt_count WHERE (since, origin, action, route, code) IN (
        SELECT since, origin, action, route, code FROM attempt_count
        WHERE since < date_bin(make_interval(mins => ${INTERVAL_MINUTES}), now(), 'epoch')
        ORDER BY since, origin LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING since, origin, action, route, code, count, now() AS at`;
    for (const { origin, since, action, route, code, count, at } of rows)
      await append(
        tx,
        floodCounted({
          object: { id: null },
          actor: { kind: 'system', part: 'audit' },
          details: { origin, since, attempted: action, route: route || null, refusal: code || null, count },
        }),
        at,
      );
    return rows.length;
  });
}
