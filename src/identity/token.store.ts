import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { tellAuthority } from './authority.store.js';

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

/** Revokes a working token, of this person when one is given; gives its label, or null when there is none. */
export async function revokeToken(
  tx: Tx,
  { tokenHash, personId }: { tokenHash: string; personId: string | null },
  now: Date,
): Promise<string | null> {
  const [token] = await tx.accessToken.updateManyAndReturn({
    where: { tokenHash, revokedAt: null, ...(personId === null ? {} : { hat: { personId } }) },
    data: { revokedAt: now },
    select: { label: true, hat: { select: { personId: true } } },
  });
  if (token === undefined) return null;
  await tellAuthority(tx, token.hat.personId);
  return token.label;
}

/** Revokes all that a person's programs have; gives how many there were. */
export async function revokeTokens(tx: Tx, personId: string, now: Date): Promise<number> {
  const { count } = await tx.accessToken.updateMany({
    where: { hat: { personId }, revokedAt: null },
    data: { revokedAt: now },
  });
  await tellAuthority(tx, personId);
  return count;
}
