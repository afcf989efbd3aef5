import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** A token as its owner sees it in a list. */
export interface OwnToken {
  readonly tokenHash: string;
  readonly label: string;
  readonly hatId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What a new token is made of. */
export interface NewToken {
  readonly tokenHash: Sha256;
  readonly hatId: string;
  readonly label: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

export async function addToken(tx: Tx, token: NewToken): Promise<void> {
  const { tokenHash, hatId, label, now, expiresAt } = token;
  await tx.accessToken.create({ data: { tokenHash, hatId, label, createdAt: now, expiresAt } });
}

/** The person's tokens that still work, newest first. */
export async function listTokens(read: Reader, personId: string, now: Date): Promise<OwnToken[]> {
  return read.accessToken.findMany({
    where: { revokedAt: null, expiresAt: { gt: now }, hat: { personId, endedAt: null } },
    orderBy: { createdAt: 'desc' },
    select: { tokenHash: true, label: true, hatId: true, createdAt: true, expiresAt: true },
    take: 100,
  });
}

/** Revokes one of the person's tokens; gives its label, or null when there is no such working token of theirs. */
export async function revokeToken(
  tx: Tx,
  personId: string,
  tokenHash: string,
  now: Date,
): Promise<string | null> {
  const where = { tokenHash, revokedAt: null, hat: { personId } };
  const token = await tx.accessToken.findFirst({ where, select: { label: true } });
  if (token === null) return null;
  const { count } = await tx.accessToken.updateMany({
    where: { tokenHash, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1 ? token.label : null;
}
