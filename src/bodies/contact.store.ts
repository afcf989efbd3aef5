import type { Reader, Tx } from '../platform/postgres/database.js';
import { CONTACT_KINDS, type ContactPerson } from './contact.js';

const KEPT = {
  id: true,
  organisation: true,
  kinds: true,
  deputy: true,
  name: true,
  email: true,
  phone: true,
  confirmedAt: true,
} as const;

/** The contact persons of these organisations, those who are reached first before deputies. One query. */
export async function listContactPersons(
  read: Reader | Tx,
  codes: readonly string[],
): Promise<readonly ContactPerson[]> {
  const rows = await read.contactPerson.findMany({
    where: { organisation: { in: [...codes] }, removedAt: null },
    orderBy: [{ organisation: 'asc' }, { deputy: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: KEPT,
  });
  return rows.map(({ kinds, ...row }) => ({
    ...row,
    kinds: CONTACT_KINDS.filter((kind) => kinds.includes(kind)),
  }));
}
