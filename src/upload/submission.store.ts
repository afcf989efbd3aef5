import type { Delivered } from '../elections/duties.js';
import { travelsAs, type CommitteeRef, type DeliveredType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { QuarantinedFile } from './quarantine.js';
import { keepable, stateColumns, submissionOf } from './submission-row.js';
import type {
  Chain,
  DeliveredSubmission,
  PaperStatement,
  Submission,
  SubmissionId,
  SupersededSubmission,
} from './submission.js';

/** Whose submissions: one body in one election. Every query of a person's own carries it. */
export interface Owner {
  readonly electionId: string;
  readonly body: CommitteeRef;
}

/** A submission to open. */
export interface NewSubmission {
  readonly number: number;
  readonly owner: Owner;
  readonly personId: string;
  readonly at: Date;
  readonly direct: boolean;
  readonly promised: PaperStatement | null;
  readonly replaces: SubmissionId | null;
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

/** Where the numbers on receipts come from. */
export const RECEIPT_NUMBERS = 'submission_number_seq';

const withFiles = { files: true } as const;
const ownedBy = ({ electionId, body }: Owner) => ({ electionId, level: body.level, code: body.code });

export async function insertSubmission(tx: Tx, opened: NewSubmission): Promise<Submission> {
  const row = await tx.submission.create({
    data: {
      number: opened.number,
      ...ownedBy(opened.owner),
      personId: opened.personId,
      createdAt: opened.at,
      state: 'open',
      direct: opened.direct,
      ...(opened.promised === null ? {} : { paper: keepable(opened.promised) }),
      replacesId: opened.replaces,
      files: {
        create: opened.files.map(({ name, size }, i) => ({ index: i + 1, name, size: BigInt(size) })),
      },
    },
    include: withFiles,
  });
  return submissionOf(row);
}

export async function findSubmission(read: Reader | Tx, id: SubmissionId): Promise<Submission | null> {
  const row = await read.submission.findUnique({ where: { id }, include: withFiles });
  return row && submissionOf(row);
}

/** The submission, when it is this owner's; foreign and absent are alike. */
export async function findOwn(read: Reader | Tx, id: SubmissionId, owner: Owner): Promise<Submission | null> {
  const row = await read.submission.findFirst({ where: { id, ...ownedBy(owner) }, include: withFiles });
  return row && submissionOf(row);
}

/** The submission as it is now, held until the transaction ends. */
export async function holdSubmission(tx: Tx, id: SubmissionId): Promise<Submission> {
  await tx.$queryRaw`SELECT 1 FROM submission WHERE id = ${id}::uuid FOR UPDATE`;
  const found = await findSubmission(tx, id);
  if (found === null) throw new Error(`submission ${id} is gone`);
  return found;
}

export async function recordFile(
  tx: Tx,
  id: SubmissionId,
  file: { readonly index: number; readonly sha256: Sha256; readonly at: Date },
): Promise<void> {
  await tx.submissionFile.update({
    where: { submissionId_index: { submissionId: id, index: file.index } },
    data: { sha256: file.sha256, receivedAt: file.at },
  });
}

/** Keeps a transition. The caller holds the submission. */
export async function saveState(tx: Tx, submission: Submission): Promise<void> {
  await tx.submission.update({ where: { id: submission.id }, data: stateColumns(submission) });
}

/** All versions of a chain that were ever delivered, oldest first. */
export async function listChain(
  read: Reader | Tx,
  chain: Chain,
): Promise<readonly (DeliveredSubmission | SupersededSubmission)[]> {
  const { electionId, sender, message, about } = chain;
  const rows = await read.submission.findMany({
    where: {
      ...ownedBy({ electionId, body: sender }),
      messageType: message,
      aboutLevel: about.level,
      aboutCode: about.code,
      state: { in: ['delivered', 'superseded'] },
    },
    orderBy: { deliveredAt: 'asc' },
    include: withFiles,
  });
  return rows.map((row) => submissionOf(row) as DeliveredSubmission | SupersededSubmission);
}

/** Has the sender a count that stands? Asked for a P 2a alone, which leaves that count as it is; true for the rest. */
export async function hasCounted(
  read: Reader | Tx,
  { electionId, sender, message }: Chain,
): Promise<boolean> {
  if (message !== 'P2a') return true;
  const owner = ownedBy({ electionId, body: sender });
  const count = await read.submission.findFirst({
    where: { ...owner, messageType: travelsAs(message), state: 'delivered' },
    select: { id: true },
  });
  return count !== null;
}

/** What this owner delivered and still holds, over all its chains. */
export async function listCurrent(read: Reader | Tx, owner: Owner): Promise<readonly DeliveredSubmission[]> {
  const rows = await read.submission.findMany({
    where: { ...ownedBy(owner), state: 'delivered' },
    orderBy: { deliveredAt: 'asc' },
    include: withFiles,
  });
  return rows.map((row) => submissionOf(row) as DeliveredSubmission);
}

/** Every version that this owner ever delivered about itself, as its duties need to know them. */
export async function listDelivered(read: Reader | Tx, owner: Owner): Promise<readonly Delivered[]> {
  const rows = await read.submission.findMany({
    where: {
      ...ownedBy(owner),
      aboutLevel: owner.body.level,
      aboutCode: owner.body.code,
      state: { in: ['delivered', 'superseded'] },
    },
    select: { messageType: true, deliveredAt: true, fingerprint: true },
  });
  return rows.map((row) => ({
    committee: owner.body,
    message: row.messageType as DeliveredType,
    at: row.deliveredAt!.toISOString(),
    fingerprint: row.fingerprint as Sha256 | null,
  }));
}

/** The owner's submissions, newest first, from before `before` (a number) on. */
export async function listOwn(
  read: Reader | Tx,
  owner: Owner,
  limit: number,
  before: number | null = null,
): Promise<readonly Submission[]> {
  const rows = await read.submission.findMany({
    where: { ...ownedBy(owner), ...(before === null ? {} : { number: { lt: before } }) },
    orderBy: { number: 'desc' },
    take: limit,
    include: withFiles,
  });
  return rows.map(submissionOf);
}

/** How many submissions of this owner wait for files or for a word, and how many bytes they announced. */
export async function countWaiting(tx: Tx, owner: Owner): Promise<{ submissions: number; bytes: number }> {
  const where = { ...ownedBy(owner), state: { in: ['open', 'judged'] } };
  const submissions = await tx.submission.count({ where });
  const sum = await tx.submissionFile.aggregate({ where: { submission: where }, _sum: { size: true } });
  return { submissions, bytes: Number(sum._sum.size ?? 0n) };
}

/**
 * Ids of complete submissions that nobody judged, or that were judged after `since` and never delivered though asked to.
 * Only those whose last file came before `before`: the others are being worked on.
 */
export async function listUnfinished(
  read: Reader,
  since: Date,
  before: Date,
  limit: number,
): Promise<SubmissionId[]> {
  const rows = await read.submission.findMany({
    where: {
      OR: [{ state: 'open' }, { state: 'judged', direct: true, judgedAt: { gt: since } }],
      files: { every: { receivedAt: { lt: before } } },
    },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id as SubmissionId);
}

/** Ids of submissions that were left alone: open ones from before `openBefore`, judged ones from before `judgedBefore`. */
export async function listForgotten(
  read: Reader,
  openBefore: Date,
  judgedBefore: Date,
  limit: number,
): Promise<SubmissionId[]> {
  const rows = await read.submission.findMany({
    where: {
      OR: [
        { state: 'open', createdAt: { lt: openBefore } },
        { state: 'judged', judgedAt: { lt: judgedBefore } },
      ],
    },
    orderBy: { createdAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id as SubmissionId);
}

const QUARANTINE_LIST = 5_000;

/** Refused files of one body, the newest first. */
export async function listRefusedFiles(read: Reader, owner: Owner): Promise<readonly QuarantinedFile[]> {
  const rows = await read.submissionFile.findMany({
    where: { sha256: { not: null }, submission: { ...ownedBy(owner), state: 'refused' } },
    orderBy: [{ submission: { judgedAt: 'desc' } }, { index: 'asc' }],
    take: QUARANTINE_LIST,
  });
  return rows.map((row) => ({ sha256: row.sha256 as Sha256, size: Number(row.size) }));
}

/** Whether another body's refused submission holds the same bytes. */
export async function isRefusedElsewhere(read: Reader, sha256: Sha256, owner: Owner): Promise<boolean> {
  const { electionId, level, code } = ownedBy(owner);
  const others = await read.submissionFile.count({
    where: { sha256, submission: { state: 'refused', NOT: { electionId, level, code } } },
  });
  return others > 0;
}

/** The digest of any file that was delivered; null when none was. */
export async function someDelivered(read: Reader): Promise<Sha256 | null> {
  const row = await read.submissionFile.findFirst({
    where: { sha256: { not: null }, submission: { state: { in: ['delivered', 'superseded'] } } },
    select: { sha256: true },
  });
  return (row?.sha256 ?? null) as Sha256 | null;
}
