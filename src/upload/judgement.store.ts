import { onTheWire, WIRE } from '../platform/live/publish.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { Database, Reader, Tx } from '../platform/postgres/database.js';
import type { Submission, SubmissionId } from './submission.js';

/** On which workers are told that something waits, and senders that something was judged. */
export const WAITING = 'judgement.waiting';
export const JUDGED = 'submission.judged';

/** A larger one goes no longer behind smaller ones than this. */
const PATIENCE_S = 8;

/** A submission that this worker is to judge. */
export interface Task {
  readonly id: SubmissionId;
  readonly lane: string;
  readonly attempts: number;
  /** The limit that an earlier judge of it reached. */
  readonly exhausted: 'memory' | 'cpu' | null;
}

/** Whose it is. */
function laneOf({ electionId, sender }: Submission): string {
  return `${electionId}:${sender.level}:${sender.code}`;
}

/**
 * Puts a complete submission among what waits, and wakes the workers when the transaction commits. It is due at once, or
 * when everything that its own body put in before has had its time (a quarter of a second, and one for every 8 MiB): who
 * puts in a hundred waits behind his own hundred.
 */
export async function putInTurn(tx: Tx, submission: Submission): Promise<void> {
  const lane = laneOf(submission);
  const bytes = submission.files.reduce((sum, { size }) => sum + size, 0);
  await tx.$executeRaw`
    WITH put AS (INSERT INTO judgement (submission_id, lane, bytes, due)
      VALUES (${submission.id}::uuid, ${lane}, ${bytes}, greatest(now(), (
        SELECT max(due + make_interval(secs => 0.25 + bytes / 8388608.0)) FROM judgement WHERE lane = ${lane})))
      ON CONFLICT DO NOTHING)
    SELECT pg_notify(${WIRE}, ${onTheWire(WAITING, {})})`;
}

/**
 * Takes what is next, at most `limit`, and not of the bodies in `busy`: of what is due the smallest, for most are villages
 * and wait for little; but first, in turn, what has been due for eight seconds. It is this worker's until its lease ends: renewed
 * while it is judged, over within seconds when the worker is killed. By the database's clock.
 */
export async function takeTasks(
  db: Database,
  worker: string,
  limit: number,
  busy: readonly string[],
): Promise<Task[]> {
  const rows = await db.once<{
    id: string;
    lane: string;
    attempts: number;
    exhausted: string | null;
  }>(Prisma.sql`
    UPDATE judgement SET worker = ${worker}::uuid, lease_until = now() + make_interval(secs => ${db.leaseSeconds}), attempts = attempts + 1
    WHERE submission_id IN (
      SELECT submission_id FROM judgement
      WHERE (lease_until IS NULL OR lease_until < now()) AND (waits_until IS NULL OR waits_until < now())
        AND lane <> ALL(${[...busy]})
      ORDER BY due > now() - make_interval(secs => ${PATIENCE_S}), due > now(),
        CASE WHEN due BETWEEN now() - make_interval(secs => ${PATIENCE_S}) AND now() THEN bytes END, due
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING submission_id AS id, lane, attempts, exhausted`);
  return rows.map((row) => ({
    ...row,
    id: row.id as SubmissionId,
    exhausted: row.exhausted as Task['exhausted'],
  }));
}

export async function renewLeases(db: Database, worker: string, ids: readonly SubmissionId[]): Promise<void> {
  await db.once(Prisma.sql`
    UPDATE judgement SET lease_until = now() + make_interval(secs => ${db.leaseSeconds})
    WHERE worker = ${worker}::uuid AND submission_id = ANY(${[...ids]}::uuid[])`);
}

/** It could not be judged, which says nothing of the file: again later, each time twice as late, at most ten minutes. */
export async function postpone(
  db: Database,
  { id, attempts }: Task,
  why: { readonly trouble: string; readonly exhausted: Task['exhausted'] },
): Promise<void> {
  const seconds = why.exhausted === null ? Math.min(600, 2 ** Math.min(attempts, 10)) : 0;
  await db.once(Prisma.sql`
    UPDATE judgement SET worker = NULL, lease_until = NULL, waits_until = now() + make_interval(secs => ${seconds}),
      trouble = ${why.trouble.slice(0, 500)}, exhausted = coalesce(${why.exhausted}, exhausted)
    WHERE submission_id = ${id}::uuid`);
}

/** It is judged, or needs no verdict any more; whoever waits for it hears so when the transaction commits. */
export async function endTask(tx: Tx, id: SubmissionId): Promise<void> {
  await tx.$executeRaw`
    WITH ended AS (DELETE FROM judgement WHERE submission_id = ${id}::uuid)
    SELECT pg_notify(${WIRE}, ${onTheWire(JUDGED, { id })})`;
}

/** Whether judging it failed at least once. */
export async function isTroubled(db: Reader, id: SubmissionId): Promise<boolean> {
  const found = await db.judgement.findUnique({ where: { submissionId: id }, select: { trouble: true } });
  return (found?.trouble ?? null) !== null;
}

/** Complete submissions that wait for no judge: an earlier release received them and was killed. */
export async function listUnqueued(db: Database, limit: number): Promise<SubmissionId[]> {
  const rows = await db.once<{ id: string }>(Prisma.sql`
    SELECT s.id FROM submission s WHERE s.state = 'open'
      AND NOT EXISTS (SELECT 1 FROM submission_file f WHERE f.submission_id = s.id
        AND (f.sha256 IS NULL OR f.received_at > now() - interval '30 seconds'))
      AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.submission_id = s.id)
    LIMIT ${limit}`);
  return rows.map(({ id }) => id as SubmissionId);
}

/** How many wait, for how long the oldest, and how many could not be judged at least once. */
export async function judgementFigures(
  db: Database,
): Promise<{ waiting: number; oldestSeconds: number; troubled: number }> {
  const [row] = await db.once<{ waiting: bigint; oldest: number | null; troubled: bigint }>(Prisma.sql`
    SELECT count(*) AS waiting, extract(epoch FROM now() - min(at))::float8 AS oldest,
      count(*) FILTER (WHERE trouble IS NOT NULL) AS troubled FROM judgement`);
  return {
    waiting: Number(row?.waiting ?? 0n),
    oldestSeconds: row?.oldest ?? 0,
    troubled: Number(row?.troubled ?? 0n),
  };
}
