import { onTheWire, WIRE } from '../platform/live/publish.js';
import type { Database, Reader, Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import {
  GIVE_UP_HOURS,
  pauseAfter,
  type Addressee,
  type Channel,
  type HeldDispatch,
  type NewDispatch,
  type Outcome,
} from './dispatch.js';

/** On which workers hear that something is to be sent. */
export const DISPATCH_CHANNEL = 'dispatch.waiting';
/** What may have arrived already is tried again only so many leases after its own ended, or after the database came back. */
const DOUBT_LEASES = 4;
const KEEP_DAYS = 180;
const LONGEST_SAID = 300;

/** What a server said, on one line. */
function oneLine(said: string): string {
  return said
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_SAID);
}

/** Writes what is to go out, in the transaction of what caused it, and wakes the workers. Gives how many were new. */
export async function addDispatches(tx: Tx, rows: readonly NewDispatch[]): Promise<number> {
  if (rows.length === 0) return 0;
  const column = <K extends keyof NewDispatch>(name: K) => rows.map((row) => row[name]);
  const added = await tx.$executeRaw`
    INSERT INTO dispatch (cause, notice_id, channel, addressee, due_at)
    SELECT r.cause, r.notice_id, r.channel, r.addressee, now() + make_interval(secs => r.delay)
    FROM unnest(${column('cause')}::text[], ${column('noticeId')}::uuid[], ${column('channel')}::text[],
      ${column('addressee')}::text[], ${column('delaySeconds')}::float8[]) AS r (cause, notice_id, channel, addressee, delay)
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`SELECT pg_notify(${WIRE}, ${onTheWire(DISPATCH_CHANNEL, {})})`;
  return added;
}

/**
 * Takes at most `limit` rows that are due, the oldest first; they are this worker's until their lease ends. One whose bytes had
 * gone out when its worker was last heard of is left a while: that worker may live, and know that it arrived.
 */
export async function takeDispatches(
  db: Database,
  channel: Channel,
  worker: string,
  limit: number,
): Promise<HeldDispatch[]> {
  return await db.once<HeldDispatch>(Prisma.sql`
    UPDATE dispatch d SET state = 'sending', worker = ${worker}::uuid, attempts = d.attempts + 1,
      lease_until = now() + make_interval(secs => ${db.leaseSeconds})
    FROM (SELECT id, begun_at FROM dispatch WHERE channel = ${channel} AND state IN ('waiting', 'sending') AND due_at <= now()
        AND (state = 'waiting' OR lease_until < now())
        AND (state = 'waiting' OR begun_at IS NULL
          OR greatest(lease_until, pg_postmaster_start_time()) < now() - make_interval(secs => ${DOUBT_LEASES * db.leaseSeconds}))
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) AS taken
    WHERE d.id = taken.id
    RETURNING d.id, d.cause, d.notice_id AS "noticeId", d.addressee, d.attempts, taken.begun_at IS NOT NULL AS "inDoubt"`);
}

export async function keepDispatches(db: Database, worker: string, ids: readonly string[]): Promise<void> {
  await db.once(Prisma.sql`
    UPDATE dispatch SET lease_until = now() + make_interval(secs => ${db.leaseSeconds})
    WHERE state = 'sending' AND worker = ${worker}::uuid AND id = ANY(${[...ids]}::uuid[])`);
}

/** Writes down that the other side may have it from here on. Throws when it is this worker's no longer. */
export async function beginDispatch(db: Database, worker: string, id: string): Promise<void> {
  const begun = await db.once(Prisma.sql`
    UPDATE dispatch SET begun_at = now()
    WHERE id = ${id}::uuid AND state = 'sending' AND worker = ${worker}::uuid AND lease_until > now() RETURNING id`);
  if (begun.length === 0) throw new Error('somebody else has this in hand');
}

/** Writes down how it ended. Of what was sent also when the lease was lost meanwhile: it was. */
export async function endDispatch(
  db: Database,
  worker: string,
  { id, attempts }: Pick<HeldDispatch, 'id' | 'attempts'>,
  outcome: Outcome,
): Promise<void> {
  const said = oneLine(outcome.said);
  switch (outcome.kind) {
    case 'sent':
      await db.once(Prisma.sql`
        UPDATE dispatch SET state = 'sent', ended_at = now(), worker = NULL, lease_until = NULL, said = ${said}
        WHERE id = ${id}::uuid AND state IN ('waiting', 'sending')`);
      return;
    case 'dead':
    case 'dropped':
      await db.once(Prisma.sql`
        UPDATE dispatch SET state = ${outcome.kind}, ended_at = now(), worker = NULL, lease_until = NULL, begun_at = NULL, said = ${said}
        WHERE id = ${id}::uuid AND state = 'sending' AND worker = ${worker}::uuid`);
      return;
    case 'later':
    case 'noServer': {
      const failed = outcome.kind === 'later';
      // who hung up before its answer may have kept the mail: that stays written down
      await db.once(Prisma.sql`
        UPDATE dispatch SET worker = NULL, lease_until = NULL, said = ${said}, attempts = attempts - ${failed ? 0 : 1},
          begun_at = CASE WHEN ${failed} THEN NULL ELSE begun_at END,
          due_at = now() + make_interval(secs => ${failed ? pauseAfter(attempts) : 0}),
          state = CASE WHEN created_at < now() - make_interval(hours => ${GIVE_UP_HOURS}) THEN 'dead' ELSE 'waiting' END,
          ended_at = CASE WHEN created_at < now() - make_interval(hours => ${GIVE_UP_HOURS}) THEN now() END
        WHERE id = ${id}::uuid AND state = 'sending' AND worker = ${worker}::uuid`);
      return;
    }
  }
}

/** A row that was given up, as the Kiesraad sees it. */
export interface DeadDispatch {
  readonly id: string;
  readonly cause: string;
  readonly noticeId: string | null;
  readonly channel: Channel;
  readonly addressee: Addressee;
  readonly createdAt: Date;
  readonly endedAt: Date;
  readonly attempts: number;
  readonly said: string;
}

/** The oldest `limit` that were given up, and how many there are. */
export async function deadDispatches(
  read: Reader,
  limit: number,
): Promise<{ rows: DeadDispatch[]; inAll: number }> {
  const [rows, inAll] = await Promise.all([
    read.dispatch.findMany({
      where: { state: 'dead' },
      orderBy: [{ endedAt: 'asc' }, { id: 'asc' }],
      take: limit,
    }),
    read.dispatch.count({ where: { state: 'dead' } }),
  ]);
  return {
    inAll,
    rows: rows.map(({ id, cause, noticeId, channel, addressee, createdAt, endedAt, attempts, said }) => ({
      ...{ id, cause, noticeId, createdAt, attempts },
      channel: channel as Channel,
      addressee: addressee as Addressee,
      endedAt: endedAt!,
      said: said ?? '',
    })),
  };
}

/** Lets what was given up be tried again from the start: this one, or all (null). Gives how many. */
export async function sendAgain(tx: Tx, id: string | null): Promise<number> {
  return await tx.$executeRaw`
    WITH woken AS (SELECT pg_notify(${WIRE}, ${onTheWire(DISPATCH_CHANNEL, {})}))
    UPDATE dispatch SET state = 'waiting', attempts = 0, due_at = now(), created_at = now(), ended_at = NULL
    WHERE state = 'dead' AND (${id}::uuid IS NULL OR id = ${id}::uuid) AND EXISTS (SELECT 1 FROM woken)`;
}

/** Removes what was sent half a year ago; what was given up waits for a person. Gives how many. */
export async function pruneDispatches(db: Database): Promise<number> {
  const gone = await db.once(Prisma.sql`
    DELETE FROM dispatch WHERE state IN ('sent', 'dropped') AND ended_at < now() - make_interval(days => ${KEEP_DAYS})
    RETURNING 1`);
  return gone.length;
}

/** How sending stands, for whoever watches over the platform. */
export interface DispatchFigures {
  readonly waiting: number;
  /** Age of what has been due longest, in seconds; 0 when there is none. */
  readonly age: number;
  readonly dead: number;
}

export async function dispatchFigures(read: Reader): Promise<DispatchFigures> {
  const [row] = await read.$queryRaw<DispatchFigures[]>`
    SELECT (count(*) FILTER (WHERE state <> 'dead'))::int AS waiting, (count(*) FILTER (WHERE state = 'dead'))::int AS dead,
      coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE state <> 'dead' AND due_at <= now())), 0)::float AS age
    FROM dispatch WHERE state IN ('waiting', 'sending', 'dead')`;
  return row!;
}

/** A mail, on its way or at its end. */
export interface MailRow {
  readonly id: string;
  readonly cause: string;
  readonly noticeId: string | null;
  readonly addressee: Addressee;
  readonly createdAt: Date;
  readonly state: 'waiting' | 'sending' | 'sent' | 'dead' | 'dropped';
}

/** The newest mails, to one addressee or to all (null). */
export async function newestMails(
  read: Reader,
  addressee: Addressee | null,
  limit: number,
): Promise<readonly MailRow[]> {
  const rows = await read.dispatch.findMany({
    where: { channel: 'mail', ...(addressee === null ? {} : { addressee }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: { id: true, cause: true, noticeId: true, addressee: true, createdAt: true, state: true },
  });
  return rows.map((row) => ({
    ...row,
    addressee: row.addressee as Addressee,
    state: row.state as MailRow['state'],
  }));
}

/** A call to a webhook, on its way or at its end. */
export interface CallRow {
  readonly createdAt: Date;
  readonly test: boolean;
  readonly state: MailRow['state'];
  readonly attempts: number;
  readonly said: string | null;
}

/** The newest calls to a webhook. */
export async function newestCalls(
  read: Reader,
  webhookId: string,
  limit: number,
): Promise<readonly CallRow[]> {
  const rows = await read.dispatch.findMany({
    where: { channel: 'webhook', addressee: `webhook:${webhookId}` },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(({ createdAt, cause, state, attempts, said }) => ({
    ...{ createdAt, attempts, said, test: cause.startsWith('test:') },
    state: state as CallRow['state'],
  }));
}
