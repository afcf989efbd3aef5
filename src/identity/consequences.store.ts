import type { Reader } from '../platform/postgres/database.js';
import { IDLE_MS } from './session.js';

/** What a person can do now that would end, as numbers; of one role, or of all. */
export interface RestingAccess {
  readonly sessions: number;
  readonly tokens: number;
  readonly invitations: number;
  readonly passkeys: number;
}

/** What rests on this person's access: all of it, or with `hatId` what rests on that role. Reads alone: it may change. */
export async function restingAccess(
  read: Reader,
  personId: string,
  hatId: string | null = null,
): Promise<RestingAccess> {
  const [row] = await read.$queryRaw<RestingAccess[]>`
    SELECT
      (SELECT count(*)::int FROM session s WHERE s.person_id = p.id AND s.ends_at > now()
        AND s.last_seen_at > now() - make_interval(secs => ${IDLE_MS / 1000}::float8)
        AND (${hatId}::uuid IS NULL OR s.hat_id = ${hatId}::uuid)) AS sessions,
      (SELECT count(*)::int FROM access_token t JOIN hat h ON h.id = t.hat_id
        WHERE h.person_id = p.id AND t.revoked_at IS NULL AND t.expires_at > now()
          AND (${hatId}::uuid IS NULL OR h.id = ${hatId}::uuid)) AS tokens,
      (SELECT count(*)::int FROM invitation i WHERE i.person_id = p.id AND i.used_at IS NULL AND i.expires_at > now()
        AND (${hatId}::uuid IS NULL OR i.hat_id IS NULL OR i.hat_id = ${hatId}::uuid)) AS invitations,
      (SELECT count(*)::int FROM passkey k WHERE k.person_id = p.id) AS passkeys
    FROM person p WHERE p.id = ${personId}::uuid`;
  return row ?? { sessions: 0, tokens: 0, invitations: 0, passkeys: 0 };
}
