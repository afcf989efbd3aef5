import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import { NOTHING_DECIDED, readDecided, type Decided } from './decisions.js';
import { electionSettingsSchema, type ElectionSettings } from './settings.js';

/** One decision of the Kiesraad about an election: everything decided so far, and what this one changed. */
export interface KeptDecision {
  readonly number: number;
  readonly decided: Decided;
  /** From this decision on; null: they stay as they were. */
  readonly settings: ElectionSettings | null;
  /** Names of what it changed. */
  readonly changed: readonly string[];
  readonly why: string;
  /** It holds once a second person confirmed it. */
  readonly needsSecond: boolean;
  /** Null: the platform. */
  readonly byPerson: string | null;
  readonly at: Date;
}

interface InForce {
  readonly electionId: string;
  readonly decided: unknown;
}

/** What was decided and holds, per election; absent where nothing was. One query. */
export async function decidedOf(
  read: Reader | Tx,
  electionIds: readonly string[],
): Promise<ReadonlyMap<string, Decided>> {
  const rows = await read.$queryRaw<InForce[]>`
    SELECT DISTINCT ON (d."election_id") d."election_id" AS "electionId", d."decided"
    FROM "election_decision" d
    LEFT JOIN "election_confirmation" c
      ON c."election_id" = d."election_id" AND c."subject" = 'decision' AND c."number" = d."number"
    WHERE d."election_id" = ANY(${electionIds}) AND (NOT d."needs_second" OR c."outcome" = 'confirmed')
    ORDER BY d."election_id", d."number" DESC`;
  return new Map(rows.map(({ electionId, decided }) => [electionId, readDecided(decided)]));
}

/** How a committee hands in. */
export interface HandingIn {
  /** Two people look before it does. */
  readonly fourEyes: boolean;
  /** It says what the paper says, or why it cannot. What a second person does is comparing, so that four eyes ask it too. */
  readonly paperAsked: boolean;
}

/** How committees of this election hand in, as it is decided now. */
export async function handingIn(read: Reader | Tx, electionId: string): Promise<HandingIn> {
  const decided = (await decidedOf(read, [electionId])).get(electionId);
  const { fourEyes, paperComparison } = { ...NOTHING_DECIDED, ...decided };
  return { fourEyes, paperAsked: paperComparison || fourEyes };
}

/** Every decision about an election, the newest first. */
export async function listDecisions(read: Reader | Tx, electionId: string): Promise<readonly KeptDecision[]> {
  const rows = await read.electionDecision.findMany({
    where: { electionId },
    orderBy: { number: 'desc' },
    omit: { electionId: true },
  });
  return rows.map(({ decided, settings, ...row }) => ({
    ...row,
    decided: readDecided(decided),
    settings: settings === null ? null : electionSettingsSchema.parse(settings),
  }));
}

const json = (value: unknown) => value as Prisma.InputJsonValue;

/** Adds a decision; the caller holds the lock of the election. */
export async function addDecision(tx: Tx, electionId: string, decision: KeptDecision): Promise<void> {
  const { decided, settings, changed, ...rest } = decision;
  await tx.electionDecision.create({
    data: {
      ...rest,
      electionId,
      changed: [...changed],
      decided: json(decided),
      ...(settings === null ? {} : { settings: json(settings) }),
    },
  });
}
