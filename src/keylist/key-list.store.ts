import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { KeyListModel } from '../platform/postgres/generated/models.js';

/** For whom a list is: the bodies of its election, or everybody. */
export type Audience = 'bodies' | 'everybody';

/** A list that was made. */
export interface MadeList {
  readonly electionId: string;
  readonly version: number;
  /** Of its bytes, by which they and their signature are found. */
  readonly sha256: Sha256;
  readonly keysSha256: Sha256;
  readonly keys: number;
  readonly at: Date;
}

function listOf({ madeAt, ...row }: KeyListModel): MadeList {
  return { ...row, sha256: sha256(row.sha256), keysSha256: sha256(row.keysSha256), at: madeAt };
}

export async function addList(tx: Tx, { at, ...list }: MadeList): Promise<void> {
  await tx.keyList.create({ data: { ...list, madeAt: at } });
}

/** The newest list of an election; null before the first. */
export async function latestList(read: Reader | Tx, electionId: string): Promise<MadeList | null> {
  const row = await read.keyList.findFirst({ where: { electionId }, orderBy: { version: 'desc' } });
  return row && listOf(row);
}

/** The newest list of every election that has one. */
export async function latestLists(read: Reader): Promise<MadeList[]> {
  const rows = await read.keyList.findMany({ distinct: ['electionId'], orderBy: { version: 'desc' } });
  return rows.map(listOf);
}

/** The lists of an election, the newest first. */
export async function listsOf(read: Reader, electionId: string): Promise<MadeList[]> {
  return (await read.keyList.findMany({ where: { electionId }, orderBy: { version: 'desc' } })).map(listOf);
}

export async function audienceOf(read: Reader | Tx, electionId: string): Promise<Audience> {
  const row = await read.keyListAudience.findUnique({ where: { electionId } });
  return row?.audience === 'everybody' ? 'everybody' : 'bodies';
}

export async function keepAudience(tx: Tx, electionId: string, audience: Audience): Promise<void> {
  await tx.keyListAudience.upsert({
    where: { electionId },
    create: { electionId, audience },
    update: { audience },
  });
}
