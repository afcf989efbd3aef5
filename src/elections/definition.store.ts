import { z } from 'zod';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import type { Difference } from './definition-diff.js';
import type { ElectionDefinition } from './definition.js';

/** What the second person said of a definition or a decision. */
export interface Confirmation {
  readonly outcome: 'confirmed' | 'rejected';
  /** What is wrong with it; null where it was confirmed, or taken back by who offered it. */
  readonly why: string | null;
  /** Null: the platform. */
  readonly byPerson: string | null;
  readonly at: Date;
}

/** Who confirms a definition beside who offered it: another of the Kiesraad, or the CSB of that election. */
export type ConfirmedBy = 'council' | 'committee';

/** A 110a that was offered for an election, without its bytes. */
export interface OfferedDefinition {
  readonly electionId: string;
  /** 1 sets the election up; the others replace what is in force. */
  readonly number: number;
  readonly definition: ElectionDefinition;
  /** Of its bytes, hex. */
  readonly sha256: string;
  readonly differences: readonly Difference[];
  readonly why: string | null;
  readonly confirmedBy: ConfirmedBy;
  /** Code of the gemeente whose own committee may confirm it; null: the Kiesraad alone. */
  readonly seat: string | null;
  readonly byPerson: string | null;
  readonly at: Date;
  /** Null: it waits. */
  readonly confirmation: Confirmation | null;
}

const differencesSchema = z.object({
  opmaak: z.literal(1),
  differences: z.array(
    z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
const json = (value: unknown) => value as Prisma.InputJsonValue;
const WITHOUT_BYTES = { omit: { source: true, votingDay: true } } as const;
type Row = Prisma.ElectionDefinitionGetPayload<typeof WITHOUT_BYTES>;

function offeredOf(
  { definition, differences, confirmedBy, ...row }: Row,
  said?: Confirmation,
): OfferedDefinition {
  return {
    ...row,
    definition: definition as unknown as ElectionDefinition,
    differences: differencesSchema.parse(differences).differences,
    confirmedBy: confirmedBy as ConfirmedBy,
    confirmation: said ?? null,
  };
}

/** What was said of the definitions, or of the decisions, of these elections: by election and number (`TK2027 1`). */
export async function confirmationsOf(
  read: Reader | Tx,
  subject: 'definition' | 'decision',
  electionIds: readonly string[],
): Promise<ReadonlyMap<string, Confirmation>> {
  const rows = await read.electionConfirmation.findMany({
    where: { subject, electionId: { in: [...electionIds] } },
  });
  return new Map(
    rows.map(({ electionId, number, outcome, why, byPerson, at }) => [
      `${electionId} ${number}`,
      { outcome: outcome as Confirmation['outcome'], why, byPerson, at },
    ]),
  );
}

/** Which of what was offered may be looked for: that of one gemeente's own committee; absent: all. */
export interface DefinitionReach {
  readonly seat?: string;
}

/** Every definition offered for an election, within reach, the newest first. Empty: it was set up before two did so. */
export async function offeredDefinitions(
  read: Reader | Tx,
  electionId: string,
  reach: DefinitionReach = {},
): Promise<readonly OfferedDefinition[]> {
  const [rows, said] = await Promise.all([
    read.electionDefinition.findMany({
      where: { electionId, ...reach },
      orderBy: { number: 'desc' },
      ...WITHOUT_BYTES,
    }),
    confirmationsOf(read, 'definition', [electionId]),
  ]);
  return rows.map((row) => offeredOf(row, said.get(`${electionId} ${row.number}`)));
}

/** Those within reach that wait for who confirms them, the oldest first. */
export async function waitingDefinitions(
  read: Reader | Tx,
  { seat }: DefinitionReach = {},
): Promise<readonly OfferedDefinition[]> {
  const waiting = await read.$queryRaw<{ electionId: string; number: number }[]>`
    SELECT d."election_id" AS "electionId", d."number" FROM "election_definition" d
    WHERE (${seat ?? null}::text IS NULL OR d."seat" = ${seat ?? null})
      AND NOT EXISTS (SELECT 1 FROM "election_confirmation" c
      WHERE c."election_id" = d."election_id" AND c."subject" = 'definition' AND c."number" = d."number")`;
  if (waiting.length === 0) return [];
  const rows = await read.electionDefinition.findMany({
    where: { OR: waiting },
    orderBy: [{ at: 'asc' }, { electionId: 'asc' }],
    ...WITHOUT_BYTES,
  });
  return rows.map((row) => offeredOf(row));
}

/** Those that another turned down, for a vote on `day` or later, with nothing newer offered since; the newest first. */
export async function turnedDownDefinitions(
  read: Reader,
  day: string,
): Promise<readonly OfferedDefinition[]> {
  const found = await read.$queryRaw<{ electionId: string; number: number }[]>`
    SELECT d."election_id" AS "electionId", d."number" FROM "election_definition" d
    JOIN "election_confirmation" c
      ON c."election_id" = d."election_id" AND c."subject" = 'definition' AND c."number" = d."number"
    WHERE d."voting_day" >= ${day} AND c."outcome" = 'rejected' AND c."why" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "election_definition" n
        WHERE n."election_id" = d."election_id" AND n."number" > d."number")`;
  if (found.length === 0) return [];
  const [rows, said] = await Promise.all([
    read.electionDefinition.findMany({ where: { OR: found }, orderBy: { at: 'desc' }, ...WITHOUT_BYTES }),
    confirmationsOf(
      read,
      'definition',
      found.map(({ electionId }) => electionId),
    ),
  ]);
  return rows.map((row) => offeredOf(row, said.get(`${row.electionId} ${row.number}`)));
}

/** The bytes of one of them. Throws when it is not there. */
export async function definitionSource(
  read: Reader | Tx,
  electionId: string,
  number: number,
): Promise<Uint8Array> {
  const where = { electionId_number: { electionId, number } };
  return (await read.electionDefinition.findUniqueOrThrow({ where, select: { source: true } })).source;
}

/** Adds one; the caller holds the lock of the election. */
export async function addDefinition(
  tx: Tx,
  offered: Omit<OfferedDefinition, 'confirmation'>,
  source: Uint8Array,
): Promise<void> {
  const { definition, differences, ...rest } = offered;
  await tx.electionDefinition.create({
    data: {
      ...rest,
      votingDay: definition.electionDate,
      definition: json(definition),
      differences: json({ opmaak: 1, differences }),
      source: new Uint8Array(source),
    },
  });
}

/** Keeps what was said of a definition or decision. Said once: a second time breaks the table's key. */
export async function addConfirmation(
  tx: Tx,
  subject: 'definition' | 'decision',
  { electionId, number }: { readonly electionId: string; readonly number: number },
  confirmation: Confirmation,
): Promise<void> {
  await tx.electionConfirmation.create({ data: { electionId, subject, number, ...confirmation } });
}
