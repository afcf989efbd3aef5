import type { CommitteeRef, DeliveredType, Level, Segment } from '../kernel/committee.js';
import type { Reader } from '../platform/postgres/database.js';
import type { SubmissionId } from './submission.js';

/** How far one recipient is. Null: not yet. */
export interface RecipientMarks {
  readonly body: CommitteeRef;
  readonly deliveredAt: Date;
  readonly fetchedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  /** Whether it is as required, as this recipient found last (O 2, P 1c); `reason`: why not. */
  readonly found: { readonly asRequired: boolean; readonly reason: string | null; readonly at: Date } | null;
}

/** What became of a submission at its recipients, as routing shows it (its view `delivery_state`). */
export async function listMarks(read: Reader, id: SubmissionId): Promise<readonly RecipientMarks[]> {
  const rows = await read.$queryRaw<
    {
      level: Level;
      code: string;
      created_at: Date;
      downloaded: Date | null;
      acknowledged: Date | null;
      outcome: string | null;
      outcome_reason: string | null;
      assessed_at: Date | null;
    }[]
  >`SELECT level, code, created_at, downloaded, acknowledged, outcome, outcome_reason, assessed_at
    FROM delivery_state WHERE submission_id = ${id}::uuid`;
  return rows.map((row) => ({
    body: { level: row.level, code: row.code },
    deliveredAt: row.created_at,
    fetchedAt: row.downloaded,
    acknowledgedAt: row.acknowledged,
    found: row.assessed_at && {
      asRequired: row.outcome === 'asRequired',
      reason: row.outcome_reason,
      at: row.assessed_at,
    },
  }));
}

/** A request of another body for a file, which nothing answered yet. */
export interface OpenRequest {
  readonly id: string;
  readonly from: CommitteeRef;
  readonly at: Date;
  readonly dueAt: Date | null;
}

/** Who waits for another version of what this committee delivered, as routing shows it (its view `file_request`). */
export async function listOpenRequests(
  read: Reader,
  { electionId, body }: Segment,
  message: DeliveredType,
): Promise<readonly OpenRequest[]> {
  const rows = await read.$queryRaw<
    { id: string; from_level: Level; from_code: string; at: Date; due_at: Date | null }[]
  >`SELECT id, from_level, from_code, at, due_at FROM file_request
    WHERE election_id = ${electionId} AND to_level = ${body.level} AND to_code = ${body.code}
      AND message = ${message} AND is_last AND answered_at IS NULL AND delivered_at IS NULL
    ORDER BY at`;
  return rows.map((row) => ({
    id: row.id,
    from: { level: row.from_level, code: row.from_code },
    at: row.at,
    dueAt: row.due_at,
  }));
}
