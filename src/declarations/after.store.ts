import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { lock, type Reader, type Tx } from '../platform/postgres/database.js';
import { SIGNAL_KINDS, type Decision, type SignalKind } from './declaration.js';
import type { Correction } from './obligation.js';

interface By {
  readonly at: Date;
  readonly personId: string;
}

/** That a second person was asked to confirm a declaration, and who did. */
export interface Second {
  readonly declarationId: string;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly at: Date | null;
  readonly personId: string | null;
  /** Of the PDF that names both. */
  readonly sha256: Sha256 | null;
  readonly size: number | null;
}

export async function findSecond(read: Reader | Tx, declarationId: string): Promise<Second | null> {
  const row = await read.declarationSecond.findUnique({ where: { declarationId } });
  return row && { ...row, sha256: row.sha256 === null ? null : sha256(row.sha256) };
}

export async function askSecond(tx: Tx, declarationId: string, { at, personId }: By): Promise<void> {
  await tx.declarationSecond.create({ data: { declarationId, askedAt: at, askedBy: personId } });
}

export async function keepSecond(
  tx: Tx,
  declarationId: string,
  done: By & { readonly sha256: string; readonly size: number },
): Promise<void> {
  await tx.declarationSecond.update({ where: { declarationId }, data: done });
}

/** Where a body says that its declaration stands, and what the Kiesraad saw there. */
export interface Address {
  readonly id: string;
  readonly organisation: string;
  readonly votingDay: string;
  readonly version: number;
  readonly url: string;
  readonly at: Date;
  readonly lookedAt: Date | null;
  readonly found: boolean | null;
}
const ADDRESS = {
  id: true,
  organisation: true,
  votingDay: true,
  version: true,
  url: true,
  at: true,
  lookedAt: true,
  found: true,
} as const;

/** What a body said, the newest first. */
export async function listAddresses(
  read: Reader | Tx,
  organisation: string,
  votingDay: string,
): Promise<readonly Address[]> {
  return await read.declarationAddress.findMany({
    where: { organisation, votingDay },
    orderBy: { version: 'desc' },
    select: ADDRESS,
  });
}

export async function findAddress(read: Reader | Tx, id: string): Promise<Address | null> {
  return await read.declarationAddress.findUnique({ where: { id }, select: ADDRESS });
}

/** Adds the next; the caller holds the lock of the declaration. */
export async function addAddress(
  tx: Tx,
  said: Pick<Address, 'organisation' | 'votingDay' | 'version' | 'url'>,
  by: By,
): Promise<void> {
  await tx.declarationAddress.create({ data: { ...said, ...by } });
}

/** What somebody saw who looked there; the newest look counts. */
export async function keepLook(tx: Tx, id: string, found: boolean, { at, personId }: By): Promise<void> {
  await tx.declarationAddress.update({ where: { id }, data: { found, lookedAt: at, lookedBy: personId } });
}

/** The newest correction of each organisation for a voting day. */
export async function listCorrections(read: Reader | Tx, votingDay: string): Promise<readonly Correction[]> {
  const rows = await read.declarationCorrection.findMany({
    where: { votingDay },
    distinct: ['organisation'],
    orderBy: { version: 'desc' },
  });
  return rows.map(({ organisation, says, reason, at, personId: by }) => {
    if (says !== 'must' && says !== 'mustNot' && says !== 'byRule')
      throw new Error(`a correction of ${organisation} says ${says}`);
    return { organisation, says, reason, at, by };
  });
}

/** Adds the next correction of an organisation. */
export async function addCorrection(
  tx: Tx,
  votingDay: string,
  { organisation, says, reason, at, by: personId }: Correction,
): Promise<void> {
  await lock(tx, `declaration-list:${votingDay}:${organisation}`);
  const version = 1 + (await tx.declarationCorrection.count({ where: { organisation, votingDay } }));
  await tx.declarationCorrection.create({
    data: { organisation, votingDay, version, says, reason, at, personId },
  });
}

/** That something was not there after the due day. */
export interface Signal {
  readonly id: string;
  readonly organisation: string;
  readonly votingDay: string;
  readonly kind: SignalKind;
  readonly at: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decision: string | null;
  readonly note: string | null;
}

/** Makes signals that were not made yet; gives those that are new. One statement: two at once make each once. */
export async function addSignals(
  tx: Tx,
  votingDay: string,
  kind: SignalKind,
  organisations: readonly string[],
  at: Date,
): Promise<readonly Pick<Signal, 'id' | 'organisation'>[]> {
  if (organisations.length === 0) return [];
  return await tx.declarationSignal.createManyAndReturn({
    data: organisations.map((organisation) => ({ organisation, votingDay, kind, at })),
    skipDuplicates: true,
    select: { id: true, organisation: true },
  });
}

/** The signals of a voting day, the oldest first. */
export async function listSignals(read: Reader, votingDay: string): Promise<readonly Signal[]> {
  const rows = await read.declarationSignal.findMany({
    where: { votingDay },
    orderBy: [{ at: 'asc' }, { organisation: 'asc' }],
  });
  return rows.map((row) => ({ ...row, kind: kindOf(row.kind) }));
}

/** How many signals nobody decided of, per voting day that has any, the last first. */
export async function countOpenSignals(
  read: Reader,
): Promise<readonly { readonly votingDay: string; readonly count: number }[]> {
  const rows = await read.declarationSignal.groupBy({
    by: ['votingDay'],
    where: { decidedAt: null },
    _count: true,
    orderBy: { votingDay: 'desc' },
  });
  return rows.map(({ votingDay, _count: count }) => ({ votingDay, count }));
}

function kindOf(text: string): SignalKind {
  const kind = SIGNAL_KINDS.find((known) => known === text);
  if (kind === undefined) throw new Error(`a signal is of no known kind: ${text}`);
  return kind;
}

/** Writes what was decided, once; null when it was decided before, or is not there. */
export async function decideSignal(
  tx: Tx,
  id: string,
  decided: { readonly decision: Decision; readonly note: string },
  { at, personId }: By,
): Promise<Pick<Signal, 'organisation' | 'votingDay' | 'kind'> | null> {
  const [row] = await tx.declarationSignal.updateManyAndReturn({
    where: { id },
    data: { ...decided, decidedAt: at, decidedBy: personId },
  });
  return row === undefined ? null : { ...row, kind: kindOf(row.kind) };
}
