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

/**
 * What became of a submission at its recipients, for the receipt. The tables are the routing feature's, which lies below
 * this one and may not be called from here; they are only read, and only for submissions of the asker's own.
 */
export async function listMarks(read: Reader, id: SubmissionId): Promise<readonly RecipientMarks[]> {
  const rows = await read.delivery.findMany({ where: { submissionId: id }, include: { marks: true } });
  return rows.map((row) => ({
    body: { level: row.level as Level, code: row.code },
    deliveredAt: row.createdAt,
    fetchedAt: row.marks.find((mark) => mark.kind === 'downloaded')?.at ?? null,
    acknowledgedAt: row.marks.find((mark) => mark.kind === 'acknowledged')?.at ?? null,
  }));
}
