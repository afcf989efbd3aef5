import type { CommitteeRef, Level } from '../kernel/committee.js';
import type { Reader } from '../platform/postgres/database.js';
import type { SubmissionId } from './submission.js';

/** How far one recipient is. Null: not yet. */
export interface RecipientMarks {
  readonly body: CommitteeRef;
  readonly deliveredAt: Date;
  readonly fetchedAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

/** What became of a submission at its recipients, as routing shows it (its view `delivery_state`). */
export async function listMarks(read: Reader, id: SubmissionId): Promise<readonly RecipientMarks[]> {
  const rows = await read.$queryRaw<
    { level: Level; code: string; created_at: Date; downloaded: Date | null; acknowledged: Date | null }[]
  >`SELECT level, code, created_at, downloaded, acknowledged FROM delivery_state WHERE submission_id = ${id}::uuid`;
  return rows.map((row) => ({
    body: { level: row.level, code: row.code },
    deliveredAt: row.created_at,
    fetchedAt: row.downloaded,
    acknowledgedAt: row.acknowledged,
  }));
}
