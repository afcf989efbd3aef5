import { z } from 'zod';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import type { Difference } from './definition-diff.js';
import type { ElectionDefinition } from './definition.js';

/** What the second person said of a definition or a decision. */
export interface Confirmation {
  readonly outcome: 'confirmed' | 'rejected';
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
    rows.map(({ electionId, number, outcome, byPerson, at }) => [
      `${electionId} ${number}`,
      { outcome: outcome as Confirmation['outcome'], byPerson, at },
    ]),
  );
}

/** Every definition offered for an election, the newest first. Empty: it was set up before two did so. */
export async function offeredDefinitions(
  read: Reader | Tx,
  electionId: string,
): Promise<readonly OfferedDefinition[]> {
  const [rows, said] = await Promise.all([
    read.electionDefinition.findMany({
      where: { electionId },
      orderBy: { number: 'desc' },
      ...WITHOUT_BYTES,
    }),
    confirmationsOf(read, 'definition', [electionId]),
  ]);
  return rows.map((row) => offeredOf(row, said.get(`${electionId} ${row.number}`)));
}

/** Those that wait for who confirms them, the oldest first. */
export async function waitingDefinitions(read: Reader | Tx): Promise<readonly OfferedDefinition[]> {
  const waiting = await read.$queryRaw<{ electionId: string; number: number }[]>`
    SELECT d."election_id" AS "electionId", d."number" FROM "election_definition" d
    WHERE NOT EXISTS (SELECT 1 FROM "election_confirmation" c
      WHERE c."election_id" = d."election_id" AND c."subject" = 'definition' AND c."number" = d."number")`;
  if (waiting.length === 0) return [];
  const rows = await read.electionDefinition.findMany({
    where: { OR: waiting },
    orderBy: [{ at: 'asc' }, { electionId: 'asc' }],
    ...WITHOUT_BYTES,
  });
  return rows.map((row) => offeredOf(row));
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
