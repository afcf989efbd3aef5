import { databaseTime, type Reader, type Tx } from '../platform/postgres/database.js';
import { CHALLENGE_MS } from './passkey-ceremony.js';

/** A passkey as kept. */
export interface KeptPasskey {
  readonly credentialId: string;
  readonly personId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What a challenge is for: the answer to one cannot serve as the answer to another. */
export type ChallengePurpose = 'signIn' | 'confirm' | 'register';

/** A challenge to keep until it is answered or its time is over. `value` is at least 16 bytes, base64url. */
export interface NewChallenge {
  readonly value: string;
  readonly purpose: ChallengePurpose;
  readonly personId: string | null;
}

/** The row a challenge stands in follows from its own first 128 bits, so that it is found by primary key. */
function challengeId(value: string): string | null {
  const bytes = Buffer.from(value, 'base64url');
  if (bytes.length < 16 || bytes.length > 64) return null;
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export async function addChallenge(tx: Tx, { value, purpose, personId }: NewChallenge): Promise<void> {
  const id = challengeId(value);
  if (id === null) throw new Error('a challenge of an impossible size');
  const expiresAt = new Date((await databaseTime(tx)).getTime() + CHALLENGE_MS);
  await tx.challenge.create({ data: { id, challenge: value, purpose, personId, expiresAt } });
}

/** Takes a challenge away so that it is never answered twice; gives whether it stood for this purpose and person. */
export async function takeChallenge(tx: Tx, { value, purpose, personId }: NewChallenge): Promise<boolean> {
  const id = challengeId(value);
  if (id === null) return false;
  const { count } = await tx.challenge.deleteMany({
    where: { id, challenge: value, purpose, personId, expiresAt: { gt: await databaseTime(tx) } },
  });
  return count === 1;
}

/** A passkey by its credential id, base64url. */
export async function findPasskey(read: Reader | Tx, credentialId: string): Promise<KeptPasskey | null> {
  const row = await read.passkey.findUnique({ where: { credentialId } });
  return row && { ...row, publicKey: new Uint8Array(row.publicKey), counter: Number(row.counter) };
}

/** The person's passkeys, oldest first. */
export async function listPasskeys(read: Reader | Tx, personId: string): Promise<KeptPasskey[]> {
  const rows = await read.passkey.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } });
  return rows.map((row) => ({
    ...row,
    publicKey: new Uint8Array(row.publicKey),
    counter: Number(row.counter),
  }));
}

export async function addPasskey(tx: Tx, passkey: Omit<KeptPasskey, 'lastUsedAt'>): Promise<void> {
  const { transports, counter, ...rest } = passkey;
  await tx.passkey.create({ data: { ...rest, counter: BigInt(counter), transports: [...transports] } });
}

/**
 * Notes a use with the counter the device gave. Gives false when the passkey is gone or its counter moved meanwhile:
 * of two answers with the same counter only one can be the device's.
 */
export async function notePasskeyUse(
  tx: Tx,
  used: KeptPasskey,
  counter: number,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { credentialId: used.credentialId, counter: BigInt(used.counter) },
    data: { counter: BigInt(counter), lastUsedAt: now },
  });
  return count === 1;
}

/** Removes one of the person's passkeys, or all; gives how many went. */
export async function removePasskeys(tx: Tx, personId: string, credentialId?: string): Promise<number> {
  const where = credentialId === undefined ? { personId } : { personId, credentialId };
  return (await tx.passkey.deleteMany({ where })).count;
}
