import type { Sha256 } from '../kernel/fingerprint.js';
import { databaseTime, type Reader, type Tx } from '../platform/postgres/database.js';

/** An invitation that still works, and whom it is for. */
export interface OpenInvitation {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: Date;
}

/** What a new invitation is made of. `hatId`: the role it is for, and ends with. */
export interface NewInvitation {
  readonly tokenHash: Sha256;
  readonly personId: string;
  readonly hatId: string;
  readonly createdBy: string | null;
}

/** An invitation not used this long is void. */
export const INVITATION_MS = 72 * 3_600_000;

/**
 * Makes an invitation and takes away those of the same person that were not used: the last link is the one. Gives until
 * when it works.
 */
export async function addInvitation(tx: Tx, invitation: NewInvitation): Promise<Date> {
  await removeInvitations(tx, invitation.personId);
  const createdAt = await databaseTime(tx);
  const expiresAt = new Date(createdAt.getTime() + INVITATION_MS);
  await tx.invitation.create({ data: { ...invitation, createdAt, expiresAt } });
  return expiresAt;
}

/** Takes away what a person could still set their account up with; gives how many there were. */
export async function removeInvitations(tx: Tx, personId: string): Promise<number> {
  return (await tx.invitation.deleteMany({ where: { personId, usedAt: null } })).count;
}

/**
 * The invitation behind a link, while it can be used: by nobody who is blocked, and not longer than the role it is for.
 * (One made by the release before names no role; any live one of the person will do.)
 */
export async function findInvitation(read: Reader | Tx, tokenHash: Sha256): Promise<OpenInvitation | null> {
  const [row] = await read.$queryRaw<
    { person_id: string; name: string; email: string; expires_at: Date }[]
  >`SELECT i.person_id, p.name, p.email, i.expires_at
    FROM invitation i JOIN person p ON p.id = i.person_id
    WHERE i.token_hash = ${tokenHash} AND i.used_at IS NULL AND i.expires_at > now() AND p.blocked_at IS NULL
      AND EXISTS (SELECT 1 FROM hat h WHERE h.person_id = p.id AND h.ended_at IS NULL
                  AND (i.hat_id IS NULL OR h.id = i.hat_id))`;
  if (row === undefined) return null;
  return { personId: row.person_id, name: row.name, email: row.email, expiresAt: row.expires_at };
}

/** Uses an invitation up. Of two at once one gets true. */
export async function useInvitation(tx: Tx, tokenHash: Sha256): Promise<boolean> {
  const now = await databaseTime(tx);
  const { count } = await tx.invitation.updateMany({
    where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Which of these people have an invitation that still works. */
export async function withOpenInvitation(
  read: Reader,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await read.invitation.findMany({
    where: { personId: { in: [...personIds] }, usedAt: null, expiresAt: { gt: await databaseTime(read) } },
    select: { personId: true },
  });
  return new Set(rows.map((row) => row.personId));
}
