import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** An invitation that still works, and whom it is for. */
export interface OpenInvitation {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: Date;
}

/** Makes an invitation and takes away those of the same person that were not used: the last link is the one. */
export async function addInvitation(
  tx: Tx,
  invitation: { tokenHash: Sha256; personId: string; createdBy: string | null; now: Date; expiresAt: Date },
): Promise<void> {
  const { tokenHash, personId, createdBy, now, expiresAt } = invitation;
  await tx.invitation.deleteMany({ where: { personId, usedAt: null } });
  await tx.invitation.create({ data: { tokenHash, personId, createdBy, createdAt: now, expiresAt } });
}

/** The invitation behind a link, while it can be used. */
export async function findInvitation(
  read: Reader | Tx,
  tokenHash: Sha256,
  now: Date,
): Promise<OpenInvitation | null> {
  const row = await read.invitation.findFirst({ where: { tokenHash, usedAt: null, expiresAt: { gt: now } } });
  if (row === null) return null;
  const person = await read.person.findUnique({ where: { id: row.personId } });
  if (person === null || person.blockedAt !== null) return null;
  return { personId: person.id, name: person.name, email: person.email, expiresAt: row.expiresAt };
}

/** Uses an invitation up. Of two at once one gets true. */
export async function useInvitation(tx: Tx, tokenHash: Sha256, now: Date): Promise<boolean> {
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
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await read.invitation.findMany({
    where: { personId: { in: [...personIds] }, usedAt: null, expiresAt: { gt: now } },
    select: { personId: true },
  });
  return new Set(rows.map((row) => row.personId));
}
