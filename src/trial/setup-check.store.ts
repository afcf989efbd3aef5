import type { Level, Segment } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import { keptAnswers, type SetupCheck } from './setup-check.js';

interface Row {
  readonly id: string;
  readonly electionId: string;
  readonly level: string;
  readonly code: string;
  readonly version: number;
  readonly points: unknown;
  readonly personId: string;
  readonly at: Date;
}

const checkOf = ({ id, electionId, level, code, version, points, personId, at }: Row): SetupCheck => ({
  ...{ id, version, personId, at },
  owner: { electionId, body: { level: level as Level, code } },
  answers: keptAnswers.parse(points).answers,
});
const of = ({ electionId, body: { level, code } }: Segment) => ({ electionId, level, code });

/** What this body said last; null when it said nothing yet. */
export async function latestCheck(read: Reader | Tx, owner: Segment): Promise<SetupCheck | null> {
  const row = await read.setupCheck.findFirst({
    where: of(owner),
    orderBy: { version: 'desc' },
  });
  return row && checkOf(row);
}

/** What every body of an election said last. */
export async function latestChecks(read: Reader, electionId: string): Promise<readonly SetupCheck[]> {
  const rows = await read.setupCheck.findMany({
    where: { electionId },
    distinct: ['level', 'code'],
    orderBy: { version: 'desc' },
  });
  return rows.map(checkOf);
}

/** Adds what a body says now; the caller holds the lock of its words. */
export async function addCheck(tx: Tx, check: Omit<SetupCheck, 'id'>): Promise<SetupCheck> {
  const { owner, version, answers, personId, at } = check;
  const points = { opmaak: 1, answers } as unknown as Prisma.InputJsonValue;
  return checkOf(await tx.setupCheck.create({ data: { ...of(owner), version, points, personId, at } }));
}
