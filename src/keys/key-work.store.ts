import type { Reader } from '../platform/postgres/database.js';

/** What the Kiesraad has to do about keys, as numbers of keys. */
export interface KeyWork {
  /** Not read out yet. */
  readonly toCall: number;
  /** Read out, and approved by nobody. */
  readonly toApprove: number;
  /** Approved by one, and never used yet. */
  readonly toComplete: number;
  /** Stopped by one, without the word of another. */
  readonly suspended: number;
  /** Of those, longer ago than `overdueFrom`. */
  readonly overdue: number;
}

/** The work per election, the one with the longest waiting key first. Of elections with none nothing is told. */
export async function keyWork(
  read: Reader,
  overdueFrom: Date,
): Promise<readonly (KeyWork & { readonly electionId: string })[]> {
  return await read.$queryRaw<(KeyWork & { electionId: string })[]>`
    SELECT k.election_id AS "electionId",
      count(*) FILTER (WHERE k.state = 'registered' AND r.key_id IS NULL)::int AS "toCall",
      count(*) FILTER (WHERE k.state = 'registered' AND r.key_id IS NOT NULL AND a.key_id IS NULL)::int AS "toApprove",
      count(*) FILTER (WHERE k.state = 'registered' AND a.key_id IS NOT NULL)::int AS "toComplete",
      count(*) FILTER (WHERE k.state = 'revoked')::int AS suspended,
      count(*) FILTER (WHERE k.state = 'revoked' AND k.revoked_at < ${overdueFrom})::int AS overdue
    FROM committee_key k LEFT JOIN key_read_out r ON r.key_id = k.id
      LEFT JOIN key_approval a ON a.key_id = k.id AND a.kind = 'first'
    WHERE k.state = 'registered' OR (k.state = 'revoked' AND k.needs_second AND k.confirmed_at IS NULL)
    GROUP BY k.election_id ORDER BY min(k.registered_at)`;
}
