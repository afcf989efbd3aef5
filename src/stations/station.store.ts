import type { Level, Segment } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import { keptChecks, keptStations, type KeptList, type ListVersion } from './kept-list.js';

const VERSION = {
  id: true,
  electionId: true,
  level: true,
  code: true,
  version: true,
  sha256: true,
  size: true,
  created: true,
  count: true,
  warnings: true,
  at: true,
} as const;

interface Row {
  readonly id: string;
  readonly electionId: string;
  readonly level: string;
  readonly code: string;
  readonly version: number;
  readonly sha256: string;
  readonly size: number;
  readonly created: string | null;
  readonly count: number;
  readonly warnings: number;
  readonly at: Date;
}

function versionOf({ level, code, sha256: digest, ...row }: Row): ListVersion {
  return { ...row, committee: { level: level as Level, code }, sha256: sha256(digest) };
}

function listOf({ checks, stations, ...row }: Row & { checks: unknown; stations: unknown }): KeptList {
  return {
    ...versionOf(row),
    checks: keptChecks.parse(checks).checks,
    stations: keptStations.parse(stations).stations,
  };
}

const json = (value: unknown) => value as Prisma.InputJsonValue;
const WHOLE = { ...VERSION, checks: true, stations: true } as const;
const of = ({ electionId, body: { level, code } }: Segment) => ({ electionId, level, code });

/** The list of a committee that is in force; null before its first. */
export async function listInForce(read: Reader | Tx, owner: Segment): Promise<KeptList | null> {
  const row = await read.stationList.findFirst({
    where: of(owner),
    orderBy: { version: 'desc' },
    select: WHOLE,
  });
  return row && listOf(row);
}

/** Every version of a committee's list, the newest first. */
export async function versionsOf(read: Reader | Tx, owner: Segment): Promise<readonly ListVersion[]> {
  const rows = await read.stationList.findMany({
    where: of(owner),
    orderBy: { version: 'desc' },
    select: VERSION,
  });
  return rows.map(versionOf);
}

/** Where lists may be looked for: of which election, and of which committees' codes; absent: of all. */
export interface ListReach {
  readonly electionId?: string;
  readonly code?: { readonly in: string[] };
  readonly level?: { readonly in: Level[] };
}

/**
 * One version by its id, within reach. One outside it is not read at all, so that it cannot be told from one that is not
 * there by the time it takes.
 */
export async function findList(read: Reader, id: string, reach: ListReach): Promise<KeptList | null> {
  const row = await read.stationList.findFirst({ where: { id, ...reach }, select: WHOLE });
  return row && listOf(row);
}

/** One version of a committee's list. */
export async function findVersion(read: Reader, owner: Segment, version: number): Promise<KeptList | null> {
  const row = await read.stationList.findFirst({ where: { ...of(owner), version }, select: WHOLE });
  return row && listOf(row);
}

/** The lists of an election that are in force. */
export async function listsInForce(read: Reader, electionId: string): Promise<readonly ListVersion[]> {
  const rows = await read.stationList.findMany({
    where: { electionId },
    distinct: ['level', 'code'],
    orderBy: { version: 'desc' },
    select: VERSION,
  });
  return rows.map(versionOf);
}

/** The committees (`committeeKey`) of these elections that handed a list in, by election, in one query. */
export async function withList(
  read: Reader,
  electionIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await read.stationList.findMany({
    where: { electionId: { in: [...electionIds] } },
    distinct: ['electionId', 'level', 'code'],
    select: { electionId: true, level: true, code: true },
  });
  const handedIn = new Map<string, Set<string>>();
  for (const { electionId, level, code } of rows)
    handedIn.set(electionId, (handedIn.get(electionId) ?? new Set()).add(`${level}:${code}`));
  return handedIn;
}

/** Adds a version; the caller holds the lock of the committee's list. */
export async function addList(tx: Tx, list: Omit<KeptList, 'id'>, personId: string): Promise<KeptList> {
  const { committee, checks, stations, ...rest } = list;
  const row = await tx.stationList.create({
    data: {
      ...rest,
      ...committee,
      personId,
      checks: json({ opmaak: 1, checks }),
      stations: json({ opmaak: 1, stations }),
    },
    select: WHOLE,
  });
  return listOf(row);
}
