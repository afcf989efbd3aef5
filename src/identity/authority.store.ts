import type { CommitteeRef } from '../kernel/committee.js';
import { publish } from '../platform/live/publish.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** What to look at again of somebody: ids as in Actor and Via; null where there is none. */
export interface Claim {
  readonly personId: string;
  readonly hatId: string | null;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
}

/** What stands of a claim at this moment. */
export interface Standing {
  /** The person is there and not blocked. */
  readonly person: boolean;
  /** The hat has not been ended. */
  readonly hat: boolean;
  readonly session: boolean;
  readonly token: boolean;
  /** Since the last passkey ceremony of the session, by the database's clock; null when there was none. */
  readonly verifiedAgoMs: number | null;
}

/**
 * Looks at a claim and holds it until the transaction ends: who would block the person, end the hat, revoke the token or
 * end the session waits, or was first and is seen. One query.
 */
export async function holdStanding(tx: Tx, claim: Claim): Promise<Standing> {
  const { personId, hatId, sessionId, tokenId } = claim;
  const [row] = await tx.$queryRaw<Standing[]>`
    WITH held_person AS (SELECT blocked_at FROM person WHERE id = ${personId}::uuid FOR SHARE),
    held_hat AS (
      SELECT ended_at FROM hat WHERE id = ${hatId}::uuid AND person_id = ${personId}::uuid FOR SHARE),
    held_session AS (
      SELECT verified_at, ends_at FROM session
      WHERE token_hash = ${sessionId} AND person_id = ${personId}::uuid FOR KEY SHARE),
    held_token AS (
      SELECT revoked_at, expires_at FROM access_token
      WHERE token_hash = ${tokenId} AND hat_id = ${hatId}::uuid FOR SHARE)
    SELECT EXISTS (SELECT 1 FROM held_person WHERE blocked_at IS NULL) AS person,
      EXISTS (SELECT 1 FROM held_hat WHERE ended_at IS NULL) AS hat,
      EXISTS (SELECT 1 FROM held_session WHERE ends_at > clock_timestamp()) AS session,
      EXISTS (SELECT 1 FROM held_token WHERE revoked_at IS NULL AND expires_at > clock_timestamp()) AS token,
      (SELECT extract(epoch FROM clock_timestamp() - verified_at)::float8 * 1000 FROM held_session)
        AS "verifiedAgoMs"`;
  return row!;
}

/** What stands of many claims at this moment, in their order and without holding anything. One query. */
export async function standingsOf(
  read: Reader,
  claims: readonly Claim[],
): Promise<readonly Omit<Standing, 'verifiedAgoMs'>[]> {
  return read.$queryRaw<Omit<Standing, 'verifiedAgoMs'>[]>`
    SELECT p.id IS NOT NULL AND p.blocked_at IS NULL AS person,
      h.id IS NOT NULL AND h.ended_at IS NULL AS hat,
      s.token_hash IS NOT NULL AND s.ends_at > clock_timestamp() AS session,
      t.token_hash IS NOT NULL AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp() AS token
    FROM jsonb_to_recordset(${JSON.stringify(claims.map((claim, n) => ({ ...claim, n })))}::jsonb)
      AS c(n int, "personId" uuid, "hatId" uuid, "sessionId" text, "tokenId" text)
    LEFT JOIN person p ON p.id = c."personId"
    LEFT JOIN hat h ON h.id = c."hatId" AND h.person_id = c."personId"
    LEFT JOIN session s ON s.token_hash = c."sessionId" AND s.person_id = c."personId"
    LEFT JOIN access_token t ON t.token_hash = c."tokenId" AND t.hat_id = c."hatId"
    ORDER BY c.n`;
}

/**
 * Whether a person who asked for something that is done later may do it still: not blocked, and in some role for that body
 * in that election. Held until the transaction ends.
 */
export async function holdRole(
  tx: Tx,
  personId: string,
  { electionId, body }: { readonly electionId: string; readonly body: CommitteeRef },
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM person p JOIN hat h ON h.person_id = p.id
    WHERE p.id = ${personId}::uuid AND p.blocked_at IS NULL AND h.ended_at IS NULL
      AND h.election_id = ${electionId} AND h.level = ${body.level} AND h.code = ${body.code}
    FOR SHARE`;
  return rows.length > 0;
}

/** The channel on which every process hears that somebody may have lost a right. */
export const AUTHORITY = 'authority';

/** Tells every process, when the transaction commits, to look again at what this person has under way. */
export async function tellAuthority(tx: Tx, personId: string): Promise<void> {
  await publish(tx, AUTHORITY, { personId });
}
