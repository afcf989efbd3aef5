import type { Segment } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { doom } from '../platform/objects/object.store.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { QuarantinedFile } from './quarantine.js';

const QUARANTINE_LIST = 5_000;

/** That a hold keeps a submission `s`: one for what was refused before it alone, so that the quarantine stays bounded. */
export const HELD = Prisma.sql`
  EXISTS (SELECT 1 FROM standing_hold h WHERE h.election_id = s.election_id AND coalesce(h.submission_id, s.id) = s.id
    AND (s.state <> 'refused' OR h.at >= s.judged_at))`;

const LOOSE = ({ electionId, body }: Segment) => Prisma.sql`
  s.state = 'refused' AND s.election_id = ${electionId} AND s.level = ${body.level} AND s.code = ${body.code}
  AND NOT ${HELD}`;

/** Refused files of one body whose bytes are still kept and may go, the newest first. */
export async function listRefusedFiles(
  read: Reader | Tx,
  owner: Segment,
): Promise<readonly QuarantinedFile[]> {
  const rows = await read.$queryRaw<{ sha256: Sha256; size: bigint }[]>`
    SELECT f.sha256, f.size FROM submission_file f JOIN submission s ON s.id = f.submission_id
    WHERE f.sha256 IS NOT NULL AND f.released_at IS NULL AND ${LOOSE(owner)}
    ORDER BY s.judged_at DESC, f.index LIMIT ${QUARANTINE_LIST}`;
  return rows.map(({ sha256, size }) => ({ sha256, size: Number(size) }));
}

/** These bytes of the owner's refused submissions make room; gives the numbers of those submissions. What is held stays. */
export async function releaseRefused(tx: Tx, owner: Segment, ids: readonly Sha256[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ number: number }[]>`
    UPDATE submission_file f SET released_at = now() FROM submission s
    WHERE f.sha256 = ANY(${[...ids]}) AND f.released_at IS NULL AND s.id = f.submission_id AND ${LOOSE(owner)}
    RETURNING s.number`;
  await doom(tx, ids);
  return rows.map(({ number }) => number);
}
