import { z } from 'zod';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Fields } from './model.js';

/** What a body is filling in for a voting day. */
export interface Draft {
  readonly organisation: string;
  readonly votingDay: string;
  /** The model by which it was begun, or that was taken later. */
  readonly modelVersion: number;
  /** One more with every change: what somebody confirms is what they saw. */
  readonly revision: number;
  readonly fields: Fields;
  readonly at: Date;
  readonly personId: string;
}

const fields = z.record(z.string(), z.string());
type Row = Omit<Draft, 'fields'> & { readonly fields: unknown };
const draftOf = (row: Row): Draft => ({ ...row, fields: fields.parse(row.fields) });

export async function findDraft(
  read: Reader | Tx,
  organisation: string,
  votingDay: string,
): Promise<Draft | null> {
  const row = await read.declarationDraft.findUnique({
    where: { organisation_votingDay: { organisation, votingDay } },
  });
  return row && draftOf(row);
}

/** Writes it as it is now; the caller holds the lock of the declaration. */
export async function writeDraft(tx: Tx, draft: Draft): Promise<void> {
  const { organisation, votingDay, ...rest } = draft;
  const data = { ...rest, fields: { ...draft.fields } };
  await tx.declarationDraft.upsert({
    where: { organisation_votingDay: { organisation, votingDay } },
    create: { organisation, votingDay, ...data },
    update: data,
  });
}

export async function removeDraft(
  tx: Tx,
  { organisation, votingDay }: Pick<Draft, 'organisation' | 'votingDay'>,
): Promise<void> {
  await tx.declarationDraft.deleteMany({ where: { organisation, votingDay } });
}
