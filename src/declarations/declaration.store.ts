import { sha256 } from '../kernel/fingerprint.js';
import { lock, type Reader, type Tx } from '../platform/postgres/database.js';
import type { Declaration as Row, Prisma } from '../platform/postgres/generated/client.js';
import { OUTCOMES, WAYS, type Declaration, type Outcome, type Way } from './declaration.js';
import { keptAnswers } from './model.js';

/** What is kept, as a type; throws on an outcome or way that this version does not know. */
function declarationOf({ outcome, way, answers, sha256: digest, ...row }: Row): Declaration {
  const said = OUTCOMES.find((known) => known === outcome);
  const by = WAYS.find((known) => known === way);
  if (said === undefined || by === undefined) throw new Error(`declaration ${row.id} is of no known kind`);
  return {
    ...row,
    ...{ outcome: said, way: by, sha256: sha256(digest) },
    answers: answers === null ? null : keptAnswers.parse(answers).answers,
  };
}

/** Holds all that a body declares for a voting day until the transaction ends. */
export async function lockDeclaration(tx: Tx, organisation: string, votingDay: string): Promise<void> {
  await lock(tx, `declaration:${organisation}:${votingDay}`);
}

/** What stands for a body and voting day; null before the first. */
export async function newestDeclaration(
  read: Reader | Tx,
  organisation: string,
  votingDay: string,
): Promise<Declaration | null> {
  const row = await read.declaration.findFirst({
    where: { organisation, votingDay },
    orderBy: { version: 'desc' },
  });
  return row && declarationOf(row);
}

/** Every version of a body for a voting day, the newest first. */
export async function listVersions(
  read: Reader,
  organisation: string,
  votingDay: string,
): Promise<readonly Declaration[]> {
  const rows = await read.declaration.findMany({
    where: { organisation, votingDay },
    orderBy: { version: 'desc' },
  });
  return rows.map(declarationOf);
}

/** One by its id; `organisation`: only of this body, so that another's costs as much as one that is not there. */
export async function findDeclaration(
  read: Reader | Tx,
  id: string,
  organisation?: string,
): Promise<Declaration | null> {
  const row = await read.declaration.findFirst({
    where: { id, ...(organisation === undefined ? {} : { organisation }) },
  });
  return row && declarationOf(row);
}

/** Adds a version; the caller holds {@link lockDeclaration}. */
export async function addDeclaration(tx: Tx, added: Omit<Declaration, 'id'>): Promise<Declaration> {
  const { answers, electionIds, ...rest } = added;
  const kept =
    answers === null ? {} : { answers: { opmaak: 1, answers } as unknown as Prisma.InputJsonValue };
  return declarationOf(
    await tx.declaration.create({ data: { ...rest, ...kept, electionIds: [...electionIds] } }),
  );
}

/** How a body stands: what its newest declaration says, and where it says that it published it. */
export interface DeclarationState {
  readonly id: string;
  readonly organisation: string;
  readonly electionIds: readonly string[];
  readonly version: number;
  readonly outcome: Outcome;
  readonly way: Way;
  readonly late: boolean;
  /** When the newest came. */
  readonly at: Date;
  /** When the first came: by this it is in time or late. */
  readonly firstAt: Date;
  /** Where the body published it; null while it did not say. */
  readonly publication: {
    readonly id: string;
    readonly url: string;
    readonly at: Date;
    /** What somebody of the Kiesraad saw there; null while nobody looked. */
    readonly found: boolean | null;
  } | null;
}

interface StateRow {
  readonly id: string;
  readonly organisation: string;
  readonly electionIds: string[];
  readonly version: number;
  readonly outcome: string;
  readonly way: string;
  readonly late: boolean;
  readonly at: Date;
  readonly firstAt: Date;
  readonly addressId: string | null;
  readonly url: string | null;
  readonly addressAt: Date | null;
  readonly found: boolean | null;
}

/** How every body stands that declared for a voting day, by its code; who did not is absent. One query. */
export async function declarationStates(
  read: Reader,
  votingDay: string,
): Promise<ReadonlyMap<string, DeclarationState>> {
  const rows = await read.$queryRaw<StateRow[]>`
    SELECT DISTINCT ON (d.organisation) d.id, d.organisation, d.election_ids AS "electionIds", d.version, d.outcome,
      d.way, d.late, d.at, f.at AS "firstAt", a.id AS "addressId", a.url, a.at AS "addressAt", a.found
    FROM declaration d
      JOIN declaration f ON f.organisation = d.organisation AND f.voting_day = d.voting_day AND f.version = 1
      LEFT JOIN declaration_address a ON a.organisation = d.organisation AND a.voting_day = d.voting_day
    WHERE d.voting_day = ${votingDay}
    ORDER BY d.organisation, d.version DESC, a.version DESC`;
  return new Map(rows.map((row) => [row.organisation, stateOf(row)]));
}

function stateOf({ outcome, way, addressId, url, addressAt, found, ...row }: StateRow): DeclarationState {
  const said = OUTCOMES.find((known) => known === outcome);
  const by = WAYS.find((known) => known === way);
  if (said === undefined || by === undefined) throw new Error(`declaration ${row.id} is of no known kind`);
  const isKnown = addressId !== null && url !== null && addressAt !== null;
  return {
    ...row,
    ...{ outcome: said, way: by },
    publication: isKnown ? { id: addressId, url, at: addressAt, found } : null,
  };
}

/** The last voting day before this one for which anybody declared; null when there is none. */
export async function dayDeclaredBefore(read: Reader, votingDay: string): Promise<string | null> {
  const row = await read.declaration.findFirst({
    where: { votingDay: { lt: votingDay } },
    orderBy: { votingDay: 'desc' },
    select: { votingDay: true },
  });
  return row?.votingDay ?? null;
}

/** When the first declaration of each body came for a voting day, in no order. */
export async function firstDeclarations(read: Reader, votingDay: string): Promise<readonly Date[]> {
  const rows = await read.declaration.findMany({
    where: { votingDay, version: 1 },
    select: { at: true },
  });
  return rows.map(({ at }) => at);
}
