import { sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Mandate } from './declaration.js';

const KEPT = {
  id: true,
  organisation: true,
  holder: true,
  until: true,
  sha256: true,
  size: true,
  fileName: true,
  at: true,
  revokedAt: true,
} as const;
type Row = Omit<Mandate, 'sha256'> & { readonly sha256: string };
const mandateOf = (row: Row): Mandate => ({ ...row, sha256: sha256(row.sha256) });

/** Every mandate of an organisation, the newest first. */
export async function listMandates(read: Reader | Tx, organisation: string): Promise<readonly Mandate[]> {
  const rows = await read.declarationMandate.findMany({
    where: { organisation },
    orderBy: { at: 'desc' },
    select: KEPT,
  });
  return rows.map(mandateOf);
}

/** One of an organisation; another's is not looked for. */
export async function findMandate(
  read: Reader | Tx,
  organisation: string,
  id: string,
): Promise<Mandate | null> {
  const row = await read.declarationMandate.findFirst({ where: { id, organisation }, select: KEPT });
  return row && mandateOf(row);
}

/** The same, held until the transaction ends: who revokes it at the same moment waits, or was first and is seen here. */
export async function holdMandate(tx: Tx, organisation: string, id: string): Promise<Mandate | null> {
  await tx.$queryRaw`SELECT 1 FROM declaration_mandate WHERE id = ${id}::uuid FOR UPDATE`;
  return await findMandate(tx, organisation, id);
}

export async function addMandate(
  tx: Tx,
  added: Omit<Mandate, 'id' | 'revokedAt'>,
  personId: string,
): Promise<Mandate> {
  return mandateOf(await tx.declarationMandate.create({ data: { ...added, personId }, select: KEPT }));
}

export async function revokeMandate(
  tx: Tx,
  id: string,
  by: { readonly at: Date; readonly personId: string },
): Promise<void> {
  const data = { revokedAt: by.at, revokedBy: by.personId };
  await tx.declarationMandate.update({ where: { id }, data });
}
