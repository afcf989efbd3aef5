import type { Confirmation } from '../elections/definition.store.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';

/** A list of candidates (230b) that is handed out. */
export interface CandidateFile {
  readonly id: string;
  readonly electionId: string;
  readonly contest: string;
  readonly version: number;
  readonly sha256: Sha256;
  readonly size: number;
  readonly at: Date;
}

type CandidateRow = Omit<CandidateFile, 'sha256'> & { readonly sha256: string };
const CANDIDATES = {
  id: true,
  electionId: true,
  contest: true,
  version: true,
  sha256: true,
  size: true,
  at: true,
} as const;
const candidatesOf = (row: CandidateRow): CandidateFile => ({ ...row, sha256: sha256(row.sha256) });

/** The newest list of candidates of each kieskring of an election. */
export async function candidateFiles(
  read: Reader | Tx,
  electionId: string,
): Promise<readonly CandidateFile[]> {
  const rows = await read.candidateFile.findMany({
    where: { electionId },
    distinct: ['contest'],
    orderBy: [{ contest: 'asc' }, { version: 'desc' }],
    select: CANDIDATES,
  });
  return rows.map(candidatesOf);
}

/** Every list of candidates of an election that was ever handed out, the first first. */
export async function candidateHistory(read: Reader, electionId: string): Promise<readonly CandidateFile[]> {
  const rows = await read.candidateFile.findMany({
    where: { electionId },
    orderBy: [{ at: 'asc' }, { contest: 'asc' }, { version: 'asc' }],
    select: CANDIDATES,
  });
  return rows.map(candidatesOf);
}

/** One list of candidates by its id, the replaced ones too. */
export async function findCandidates(read: Reader, id: string): Promise<CandidateFile | null> {
  const row = await read.candidateFile.findUnique({ where: { id }, select: CANDIDATES });
  return row && candidatesOf(row);
}

/** Adds a version that another confirmed; the caller holds the lock of the election's files. */
export async function addCandidates(
  tx: Tx,
  file: Omit<CandidateFile, 'id'>,
  personId: string,
): Promise<void> {
  await tx.candidateFile.create({ data: { ...file, personId } });
}

/** A list of candidates (230b) that one of the Kiesraad offered: not handed out until another confirms it. */
export interface CandidateOffer extends Omit<CandidateFile, 'version'> {
  readonly byPerson: string;
  /** The Kiesraad alone confirms it. */
  readonly seat: null;
  /** Null: it waits. */
  readonly confirmation: Confirmation | null;
}

const WITH_ANSWER = { include: { confirmation: { omit: { offerId: true } } } } as const;
type OfferRow = Prisma.CandidateOfferGetPayload<typeof WITH_ANSWER>;

function offerOf({ confirmation, ...row }: OfferRow): CandidateOffer {
  const outcome = confirmation?.outcome as Confirmation['outcome'];
  const said = confirmation && { ...confirmation, outcome };
  return { ...row, sha256: sha256(row.sha256), seat: null, confirmation: said };
}

/** What was last offered for each kieskring of these elections, whatever was said of it; by election and kieskring. */
export async function lastCandidateOffers(
  read: Reader | Tx,
  electionIds: readonly string[],
): Promise<readonly CandidateOffer[]> {
  const rows = await read.candidateOffer.findMany({
    where: { electionId: { in: [...electionIds] } },
    distinct: ['electionId', 'contest'],
    orderBy: [{ electionId: 'asc' }, { contest: 'asc' }, { at: 'desc' }],
    ...WITH_ANSWER,
  });
  return rows.map(offerOf);
}

/** What of an election waits for a second person: at most one of each kieskring. */
export async function waitingCandidates(
  read: Reader | Tx,
  electionId: string,
): Promise<readonly CandidateOffer[]> {
  const rows = await read.candidateOffer.findMany({
    where: { electionId, confirmation: null },
    orderBy: { contest: 'asc' },
    ...WITH_ANSWER,
  });
  return rows.map(offerOf);
}

/** Keeps what is offered; the caller holds the lock of the election's files. */
export async function addCandidateOffer(
  tx: Tx,
  offer: Omit<CandidateOffer, 'id' | 'seat' | 'confirmation'>,
): Promise<void> {
  await tx.candidateOffer.create({ data: offer });
}

type SaidByPerson = Confirmation & { readonly byPerson: string };

/** Keeps what was said of it. Said once: a second time breaks the table's key. */
export async function addCandidateConfirmation(tx: Tx, offerId: string, said: SaidByPerson): Promise<void> {
  await tx.candidateConfirmation.create({ data: { offerId, ...said } });
}
