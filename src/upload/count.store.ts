import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Count } from '../verify/eml/count.js';
import { PACKED_VERSION, unpackCount } from '../verify/eml/packed-count.js';
import type { SubmissionId } from './submission.js';

/** Keeps the count of a submission, packed; what is kept already by a newer way of packing stays. */
export async function keepCount(tx: Tx, id: SubmissionId, packed: Uint8Array): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO submission_count AS had (submission_id, version, packed)
    VALUES (${id}::uuid, ${PACKED_VERSION}, ${Buffer.from(packed)})
    ON CONFLICT (submission_id) DO UPDATE SET version = EXCLUDED.version, packed = EXCLUDED.packed
      WHERE had.version < EXCLUDED.version`;
}

/** What is refused or stopped has no count. */
export async function forgetCount(tx: Tx, id: SubmissionId): Promise<void> {
  await tx.$executeRaw`DELETE FROM submission_count WHERE submission_id = ${id}::uuid`;
}

/**
 * The counts of these submissions, to the last candidate. Absent: what holds no count, and what an earlier release delivered
 * and is not counted yet, which takes a minute.
 */
export async function findCounts(
  read: Reader | Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Count>> {
  const rows = await read.$queryRaw<{ id: string; packed: Uint8Array }[]>`
    SELECT submission_id AS id, packed FROM submission_count
    WHERE submission_id = ANY(${[...ids]}::uuid[]) AND version = ${PACKED_VERSION}`;
  return new Map(
    rows.flatMap(({ id, packed }) => {
      const count = unpackCount(packed);
      return count === null ? [] : [[id, count] as const];
    }),
  );
}

/** As {@link findCounts}, of one. */
export async function findCount(read: Reader | Tx, id: string): Promise<Count | null> {
  return (await findCounts(read, [id])).get(id) ?? null;
}

/** Submissions with a receipt for a count of which none is kept, or one that was packed otherwise; ascending after `after`. */
export async function listUncounted(
  read: Reader,
  after: SubmissionId | null,
  limit: number,
): Promise<readonly SubmissionId[]> {
  const rows = await read.$queryRaw<{ id: SubmissionId }[]>`
    SELECT s.id FROM submission s
    WHERE s.state IN ('delivered', 'superseded') AND s.message_type IN ('510b', '510c', '510d')
      AND (${after}::uuid IS NULL OR s.id > ${after}::uuid)
      AND NOT EXISTS (SELECT 1 FROM submission_count c WHERE c.submission_id = s.id AND c.version >= ${PACKED_VERSION})
    ORDER BY s.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
