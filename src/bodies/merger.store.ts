import type { Reader, Tx } from '../platform/postgres/database.js';

/** A merger as it was recorded. */
export interface KeptMerger {
  readonly id: string;
  /** Codes of those that end. */
  readonly predecessors: readonly string[];
  /** Code and name of the one after them. */
  readonly successor: string;
  readonly name: string;
  /** The successor is made by it. */
  readonly isNew: boolean;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly at: Date;
  /** Null: who did it is not known. */
  readonly byPerson: string | null;
  /** Null: it stands. */
  readonly takenBack: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

type Row = Omit<KeptMerger, 'takenBack'> & {
  readonly takenBackAt: Date | null;
  readonly takenBackBy: string | null;
  readonly takenBackReason: string | null;
};

const mergerOf = ({
  takenBackAt: at,
  takenBackBy: by,
  takenBackReason: reason,
  ...row
}: Row): KeptMerger => ({
  ...row,
  takenBack: at === null || by === null || reason === null ? null : { at, by, reason },
});

/** Keeps a merger that was recorded. */
export async function addMerger(
  tx: Tx,
  { predecessors, ...data }: Omit<KeptMerger, 'id' | 'takenBack'>,
): Promise<void> {
  await tx.organisationMerger.create({ data: { ...data, predecessors: [...predecessors] } });
}

/** Every merger that an organisation had part in, also those taken back, in the order in which they were recorded. */
export async function listMergers(read: Reader | Tx, code: string): Promise<readonly KeptMerger[]> {
  const rows = await read.organisationMerger.findMany({
    where: { OR: [{ successor: code }, { predecessors: { has: code } }] },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  return rows.map(mergerOf);
}

/** Keeps that a merger was taken back. */
export async function markTakenBack(
  tx: Tx,
  id: string,
  { at, by, reason }: NonNullable<KeptMerger['takenBack']>,
): Promise<void> {
  const data = { takenBackAt: at, takenBackBy: by, takenBackReason: reason };
  await tx.organisationMerger.update({ where: { id }, data });
}
