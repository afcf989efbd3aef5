import { Prisma } from '../platform/postgres/generated/client.js';

/**
 * Since when the key of `delivered_submission s` may have been misused, where it was delivered after that; else null. A verdict
 * is read only when there is such a key at all.
 */
export const MISUSED_SINCE = Prisma.sql`CASE WHEN EXISTS (SELECT FROM misused_key) THEN
  (SELECT k.misused_since FROM misused_key k
    WHERE k.key_id = s.verdict->>'keyId' AND k.misused_since <= s.delivered_at) END AS misused_since`;
