import type { Reader, Tx } from '../platform/postgres/database.js';
import { CONTACT_KINDS, type ContactPerson, type NewContact } from './contact.js';

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

/** Adds contact persons; `by`: who did it, null for the platform itself. One statement. */
export async function addContacts(
  tx: Tx,
  added: readonly NewContact[],
  { at, by, confirmed }: { readonly at: Date; readonly by: string | null; readonly confirmed: boolean },
): Promise<readonly string[]> {
  const rows = await tx.contactPerson.createManyAndReturn({
    data: added.map(({ kinds, ...rest }) => ({
      ...{ ...rest, kinds: [...kinds], enteredAt: at, enteredBy: by },
      confirmedAt: confirmed ? at : null,
    })),
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Changes one; false when it is not on the list of that organisation. */
export async function changeContact(
  tx: Tx,
  id: string,
  { organisation, kinds, ...data }: NewContact,
  confirmedAt: Date | undefined,
): Promise<boolean> {
  const { count } = await tx.contactPerson.updateMany({
    where: { id, organisation, removedAt: null },
    data: { ...data, kinds: [...kinds], ...(confirmedAt === undefined ? {} : { confirmedAt }) },
  });
  return count === 1;
}

/** Takes one off; null when it is not on the list of that organisation. */
export async function removeContact(
  tx: Tx,
  { id, organisation }: { readonly id: string; readonly organisation: string },
  removed: { readonly at: Date; readonly by: string },
): Promise<{ readonly name: string; readonly email: string } | null> {
  const [row] = await tx.contactPerson.updateManyAndReturn({
    where: { id, organisation, removedAt: null },
    data: { removedAt: removed.at, removedBy: removed.by },
    select: { name: true, email: true },
  });
  return row ?? null;
}

/** Keeps that an organisation said, for a voting day, that all of them are right; again is later. */
export async function confirmContacts(
  tx: Tx,
  { organisation, votingDay }: { readonly organisation: string; readonly votingDay: string },
  { at, by: personId }: { readonly at: Date; readonly by: string },
): Promise<void> {
  const key = { organisation, votingDay };
  await tx.contactConfirmation.upsert({
    where: { organisation_votingDay: key },
    create: { ...key, at, personId },
    update: { at, personId },
  });
  await tx.contactPerson.updateMany({ where: { organisation, removedAt: null }, data: { confirmedAt: at } });
}

/** Who confirmed for these voting days, by organisation and day. One query. */
export async function listConfirmations(
  read: Reader | Tx,
  votingDays: readonly string[],
  organisation?: string,
) {
  return await read.contactConfirmation.findMany({
    where: { votingDay: { in: [...votingDays] }, ...(organisation === undefined ? {} : { organisation }) },
    select: { organisation: true, votingDay: true, at: true, personId: true },
  });
}
