import type { Database } from '../postgres/database.js';
import { Prisma } from '../postgres/generated/client.js';

/** What networks share that are not told apart. */
export const OTHERS = 'overig';
const KEEP_HOURS = 1;

/** What is counted, and how finely. */
export interface Tallied {
  readonly kind: string;
  /** Length of the stretch of time after which counting starts anew, in seconds. */
  readonly windowS: number;
  /** So many networks are told apart in one stretch, which bounds the rows; those that come after share one count. */
  readonly mostNetworks: number;
}

/**
 * Counts one more of `kind` for this network in the current stretch of time of the database's clock, over all processes:
 * a statement, or a part of one, that gives `since`, `network` and `count`. `only` (a WHERE) may hold it back.
 */
export function counting(
  { kind, windowS, mostNetworks }: Tallied,
  network: string,
  only: Prisma.Sql = Prisma.empty,
): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO tally (kind, since, network, count)
    SELECT ${kind}, since, CASE
        WHEN EXISTS (SELECT 1 FROM tally t WHERE t.kind = ${kind} AND t.since = this.since AND t.network = ${network})
          OR (SELECT count(*) FROM (SELECT 1 FROM tally t WHERE t.kind = ${kind} AND t.since = this.since
              LIMIT ${mostNetworks}) AS told) < ${mostNetworks}
        THEN ${network} ELSE ${OTHERS} END, 1
    FROM (SELECT date_bin(make_interval(secs => ${windowS}), now(), 'epoch') AS since) AS this ${only}
    ON CONFLICT (kind, since, network) DO UPDATE SET count = tally.count + 1
    RETURNING since, network, count`;
}

/** {@link counting} by itself. Gives how many that makes, and in how many seconds counting starts anew. */
export async function countOne(
  db: Database,
  what: Tallied,
  network: string,
): Promise<{ readonly count: number; readonly restS: number }> {
  const [row] = await db.once<{ count: number; restS: number }>(Prisma.sql`
    WITH counted AS (${counting(what, network)})
    SELECT count, ceil(extract(epoch FROM since + make_interval(secs => ${what.windowS}) - now()))::int AS "restS"
    FROM counted`);
  return row!;
}

/** Removes the counts of stretches that are over. Gives how many. */
export async function forgetTallies(db: Database): Promise<number> {
  return await db.transaction(
    (tx) => tx.$executeRaw`DELETE FROM tally WHERE since < now() - make_interval(hours => ${KEEP_HOURS})`,
  );
}
