import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Count } from '../verify/eml/count.js';
import { PACKED_VERSION, unpackCount, type PackedCount } from '../verify/eml/packed-count.js';
import type { SubmissionId } from './submission.js';

/** Keeps the count of a submission, packed; what is kept already by a newer way of packing stays. */
export async function keepCount(tx: Tx, id: SubmissionId, { whole, totals }: PackedCount): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO submission_count AS had (submission_id, version, packed, totals)
    VALUES (${id}::uuid, ${PACKED_VERSION}, ${Buffer.from(whole)}, ${Buffer.from(totals)})
    ON CONFLICT (submission_id)
      DO UPDATE SET version = EXCLUDED.version, packed = EXCLUDED.packed, totals = EXCLUDED.totals
      WHERE had.version < EXCLUDED.version`;
}

/** What is refused or stopped has no count. */
export async function forgetCount(tx: Tx, id: SubmissionId): Promise<void> {
  await tx.$executeRaw`DELETE FROM submission_count WHERE submission_id = ${id}::uuid`;
}

/** The count of a submission, to the last candidate; null as {@link findTotals} leaves out. */
export async function findCount(read: Reader | Tx, id: string): Promise<Count | null> {
  const [row] = await read.$queryRaw<{ packed: Uint8Array }[]>`
    SELECT packed FROM submission_count WHERE submission_id = ${id}::uuid AND version = ${PACKED_VERSION}`;
  return row ? unpackCount(row.packed) : null;
}

/**
 * The counts of these submissions without their reporting units. Absent: what holds no count, and what an earlier release
 * delivered and is not counted yet, which takes a minute. What is given of an id never changes.
 */
export async function findTotals(
  read: Reader | Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Count>> {
  const rows = await read.$queryRaw<{ id: string; totals: Uint8Array }[]>`
    SELECT submission_id AS id, totals FROM submission_count
    WHERE submission_id = ANY(${[...ids]}::uuid[]) AND version = ${PACKED_VERSION}`;
  return new Map(rows.map(({ id, totals }) => [id, unpackCount(totals)!]));
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
      AND NOT EXISTS (SELECT 1 FROM submission_file f WHERE f.submission_id = s.id AND f.released_at IS NOT NULL)
    ORDER BY s.id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}
