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

/** That the Kiesraad decided for whom a list is. */
export interface AudienceDecision {
  readonly audience: Audience;
  readonly why: string;
  readonly byPerson: string;
  readonly at: Date;
}

/** Puts a decision in force and keeps it; the caller holds the lock of the election's audience. */
export async function keepAudience(tx: Tx, electionId: string, decision: AudienceDecision): Promise<void> {
  const { audience } = decision;
  await tx.keyListAudience.upsert({
    where: { electionId },
    create: { electionId, audience },
    update: { audience },
  });
  const number = 1 + (await tx.keyListAudienceDecision.count({ where: { electionId } }));
  await tx.keyListAudienceDecision.create({ data: { electionId, number, ...decision } });
}

/** Every such decision of an election, the newest first. */
export async function audienceDecisions(
  read: Reader,
  electionId: string,
): Promise<readonly AudienceDecision[]> {
  const rows = await read.keyListAudienceDecision.findMany({
    where: { electionId },
    orderBy: { number: 'desc' },
    omit: { electionId: true, number: true },
  });
  return rows.map((row) => ({ ...row, audience: row.audience as Audience }));
}
