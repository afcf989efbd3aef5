import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';

/** Bars a key for good, whoever's it is or will be. */
export async function addBurnt(tx: Tx, keyId: Sha256, personId: string, at: Date): Promise<void> {
  await tx.burntKey.createMany({ data: [{ keyId, personId, at }], skipDuplicates: true });
}

/** Whether the private half of this key was ever handed in. */
export async function isBurnt(read: Reader | Tx, keyId: Sha256): Promise<boolean> {
  return (await read.burntKey.findUnique({ where: { keyId } })) !== null;
}

/** The first certificates that were registered after `serial`, also of keys that were turned down or ended, in their order. */
export async function certificatesAfter(
  read: Reader | Tx,
  serial: bigint,
  limit: number,
): Promise<readonly { readonly serial: bigint; readonly certificate: Uint8Array }[]> {
  return read.committeeKey.findMany({
    where: { serial: { gt: serial } },
    orderBy: { serial: 'asc' },
    take: limit,
    select: { serial: true, certificate: true },
  });
}
