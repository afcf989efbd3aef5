import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Shift } from './shift.js';

const KEPT = { id: true, name: true, phone: true, starts: true, ends: true } as const;

/** Shifts that are not over at `at`, in the order in which they begin. */
export async function listShifts(read: Reader, at: Date): Promise<readonly Shift[]> {
  return await read.dutyShift.findMany({
    where: { removedAt: null, ends: { gt: at } },
    orderBy: [{ starts: 'asc' }, { id: 'asc' }],
    select: KEPT,
    take: 500,
  });
}

export async function addShift(
  tx: Tx,
  shift: Omit<Shift, 'id'>,
  entered: { readonly at: Date; readonly by: string },
): Promise<Shift> {
  return await tx.dutyShift.create({
    data: { ...shift, enteredAt: entered.at, enteredBy: entered.by },
    select: KEPT,
  });
}

/** Takes a shift off the roster; null when it does not stand on it. */
export async function removeShift(
  tx: Tx,
  id: string,
  removed: { readonly at: Date; readonly by: string },
): Promise<Shift | null> {
  const [row] = await tx.dutyShift.updateManyAndReturn({
    where: { id, removedAt: null },
    data: { removedAt: removed.at, removedBy: removed.by },
    select: KEPT,
  });
  return row ?? null;
}
