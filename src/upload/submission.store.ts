import { randomUUID } from 'node:crypto';
import type { Delivered } from '../elections/duties.js';
import { travelsAs, type DeliveredType, type Segment } from '../kernel/committee.js';
import type { Chain } from '../kernel/delivery-chain.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { readNumber } from '../kernel/spoken-number.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { CountSession } from '../verify/amend.js';
import type { Stations } from '../verify/figures.js';
import { readStoredStations } from '../verify/stored-verdict.js';
import { forgetCount } from './count.store.js';
import { KEPT, keepable, stateColumns, submissionOf, type KeptSubmission } from './submission-row.js';
import type { PaperStatement } from './paper.js';
import {
  submissionNumber,
  type DeliveredSubmission,
  type Submission,
  type SubmissionId,
  type SupersededSubmission,
} from './submission.js';

/** A submission to open. */
export interface NewSubmission {
  readonly number: number;
  readonly owner: Segment;
  readonly personId: string;
  readonly direct: boolean;
  readonly promised: PaperStatement | null;
  readonly session: CountSession | null;
  readonly replaces: SubmissionId | null;
  readonly files: readonly AnnouncedFile[];
}

/** A file that is to come. */
export interface AnnouncedFile {
  readonly name: string;
  readonly size: number;
  /** Left away: not said. */
  readonly sha256?: Sha256 | null;
}

/** Where the numbers on receipts come from. */
export const RECEIPT_NUMBERS = 'submission_number_seq';

const ownedBy = ({ electionId, body }: Segment) => ({ electionId, level: body.level, code: body.code });

/** Those for which `rest` holds, in its order: the WHERE and what follows it, about a submission `s`. One statement. */
async function select(read: Reader | Tx, rest: Prisma.Sql): Promise<Submission[]> {
  const rows = await read.$queryRaw<KeptSubmission[]>`SELECT ${KEPT} FROM submission s WHERE ${rest}`;
  return rows.map(submissionOf);
}

/** Is `s` this owner's? */
function of({ electionId, body }: Segment): Prisma.Sql {
  return Prisma.sql`s.election_id = ${electionId} AND s.level = ${body.level} AND s.code = ${body.code}`;
}

export async function insertSubmission(tx: Tx, opened: NewSubmission): Promise<Submission> {
  const { number, owner, personId, direct, replaces, files } = opened;
  const id = randomUUID();
  const kept = (said: object | null) => said && JSON.stringify(keepable(said));
  await tx.$executeRaw`
    WITH opened AS (
      INSERT INTO submission (id, number, election_id, level, code, person_id, state, direct, paper, session, replaces_id)
      VALUES (${id}::uuid, ${number}, ${owner.electionId}, ${owner.body.level}, ${owner.body.code},
        ${personId}::uuid, 'open', ${direct}, ${kept(opened.promised)}::jsonb,
        ${kept(opened.session)}::jsonb, ${replaces}::uuid))
    INSERT INTO submission_file (submission_id, index, name, size, announced_sha256)
    SELECT ${id}::uuid, f.index, f.name, f.size, f.sha256
    FROM unnest(${files.map(({ name }) => name)}::text[], ${files.map(({ size }) => size)}::bigint[],
        ${files.map(({ sha256 }) => sha256 ?? null)}::text[])
      WITH ORDINALITY AS f(name, size, sha256, index)`;
  return (await findSubmission(tx, id as SubmissionId))!;
}

export async function findSubmission(read: Reader | Tx, id: SubmissionId): Promise<Submission | null> {
  return (await select(read, Prisma.sql`s.id = ${id}::uuid`))[0] ?? null;
}

/** The submission that is said as `2026-004217`; null when there is none with that number and year. */
export async function findByNumber(read: Reader, spoken: string): Promise<Submission | null> {
  const number = readNumber(spoken) ?? 0;
  const [found] = await select(read, Prisma.sql`s.number = ${number}`);
  return found !== undefined && submissionNumber(found) === spoken ? found : null;
}

/** The reporting units of two counts; null where those of one are not known. */
export async function findStations(
  read: Reader,
  before: string,
  after: string,
): Promise<readonly [Stations, Stations] | null> {
  const rows = await read.$queryRaw<{ id: string; stations: unknown }[]>`
    SELECT id, stations FROM submission WHERE id IN (${before}::uuid, ${after}::uuid)`;
  const [older, newer] = [before, after].map((id) => rows.find((row) => row.id === id)?.stations ?? null);
  return older === null || newer === null ? null : [readStoredStations(older), readStoredStations(newer)];
}

/** What these submissions are called by phone; ids that are none are left out. */
export async function numbersOf(read: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await read.$queryRaw<{ id: string; number: number; createdAt: Date }[]>`
    SELECT id, number, created_at AS "createdAt" FROM submission WHERE id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, submissionNumber(row)]));
}

/** The submission, when it is this owner's; foreign and absent are alike. */
export async function findOwn(
  read: Reader | Tx,
  id: SubmissionId,
  owner: Segment,
): Promise<Submission | null> {
  return (await select(read, Prisma.sql`s.id = ${id}::uuid AND ${of(owner)}`))[0] ?? null;
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
  await tx.$executeRaw`
    UPDATE submission_file SET sha256 = ${file.sha256}, received_at = ${file.at}, receiver = NULL, receiver_until = NULL
    WHERE submission_id = ${id}::uuid AND index = ${file.index}`;
}

/** Keeps a transition. The caller holds the submission. */
export async function saveState(tx: Tx, submission: Submission): Promise<void> {
  const { state, verdict, counted, unsigned, fingerprint, judgedAt, delivery } = stateColumns(submission);
  const {
    messageType,
    aboutLevel,
    aboutCode,
    paper,
    session,
    allowanceId,
    replacesId,
    deliveredAt,
    deliveredBy,
    supersededAt,
  } = delivery ?? {};
  await tx.$executeRaw`
    UPDATE submission SET state = ${state}, verdict = coalesce(${verdict}::jsonb, verdict),
      figures = CASE WHEN ${state} = 'refused' THEN NULL ELSE coalesce(${counted?.figures}::jsonb, figures) END,
      stations = CASE WHEN ${state} = 'refused' THEN NULL ELSE coalesce(${counted?.stations}::jsonb, stations) END,
      unsigned = coalesce(${unsigned}::jsonb, unsigned), allowance_id = coalesce(${allowanceId}::uuid, allowance_id),
      fingerprint = coalesce(${fingerprint}, fingerprint), judged_at = coalesce(${judgedAt}, judged_at),
      message_type = coalesce(${messageType}, message_type), about_level = coalesce(${aboutLevel}, about_level),
      about_code = coalesce(${aboutCode}, about_code), paper = coalesce(${paper}::jsonb, paper),
      replaces_id = CASE WHEN ${delivery !== null} THEN ${replacesId}::uuid ELSE replaces_id END,
      session = CASE WHEN ${delivery !== null} THEN ${session}::jsonb ELSE session END,
      delivered_at = coalesce(${deliveredAt}, delivered_at), delivered_by = coalesce(${deliveredBy}::uuid, delivered_by),
      superseded_at = coalesce(${supersededAt}, superseded_at)
    WHERE id = ${submission.id}::uuid`;
  if (state === 'refused' || state === 'abandoned') await forgetCount(tx, submission.id);
}

/** Somebody typed groups that are not those of the file. */
export async function countSlip(tx: Tx, id: SubmissionId): Promise<void> {
  await tx.$executeRaw`UPDATE submission SET paper_slips = paper_slips + 1 WHERE id = ${id}::uuid`;
}

/** All versions of a chain that were ever delivered, oldest first. */
export async function listChain(
  read: Reader | Tx,
  chain: Chain,
): Promise<readonly (DeliveredSubmission | SupersededSubmission)[]> {
  const found = await select(read, Prisma.sql`${inChain(chain)} ORDER BY s.delivered_at`);
  return found as (DeliveredSubmission | SupersededSubmission)[];
}

function inChain({ electionId, sender, message, about }: Chain): Prisma.Sql {
  return Prisma.sql`${of({ electionId, body: sender })} AND s.message_type = ${message}
    AND s.about_level = ${about.level} AND s.about_code = ${about.code} AND s.state IN ('delivered', 'superseded')`;
}

/** A version of a chain without what was said of it. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly createdAt: Date;
  readonly deliveredAt: Date;
  readonly state: 'delivered' | 'superseded';
  readonly fingerprint: string | null;
  readonly isUnsigned: boolean;
}

/** As {@link listChain}, for who only names them. */
export async function listVersions(read: Reader, chain: Chain): Promise<readonly Version[]> {
  return await read.$queryRaw<Version[]>`
    SELECT s.id, s.number, s.created_at AS "createdAt", s.delivered_at AS "deliveredAt", s.state, s.fingerprint,
      s.unsigned IS NOT NULL AS "isUnsigned"
    FROM submission s WHERE ${inChain(chain)} ORDER BY s.delivered_at`;
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
export async function listCurrent(
  read: Reader | Tx,
  owner: Segment,
): Promise<readonly DeliveredSubmission[]> {
  const found = await select(
    read,
    Prisma.sql`${of(owner)} AND s.state = 'delivered' ORDER BY s.delivered_at`,
  );
  return found as DeliveredSubmission[];
}

/** What this owner delivered with exactly these bytes and still holds; null when it delivered others. */
export async function findDeliveredWith(
  read: Reader | Tx,
  owner: Segment,
  files: readonly Sha256[],
): Promise<DeliveredSubmission | null> {
  const [found] = await select(
    read,
    Prisma.sql`${of(owner)} AND s.state = 'delivered' AND (SELECT array_agg(f.sha256 ORDER BY f.sha256)
      FROM submission_file f WHERE f.submission_id = s.id) = ${[...files].sort()}::text[] LIMIT 1`,
  );
  return (found as DeliveredSubmission | undefined) ?? null;
}

/** Submissions of this owner of which files are still to come, the newest first. */
export async function listUnfinished(read: Reader | Tx, owner: Segment): Promise<readonly Submission[]> {
  return await select(
    read,
    Prisma.sql`${of(owner)} AND s.state = 'open' AND EXISTS (SELECT 1 FROM submission_file f
      WHERE f.submission_id = s.id AND f.sha256 IS NULL) ORDER BY s.number DESC LIMIT 20`,
  );
}

/** Every version that this owner ever delivered about itself, as its duties need to know them. */
export async function listDelivered(read: Reader | Tx, owner: Segment): Promise<readonly Delivered[]> {
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
  owner: Segment,
  limit: number,
  before: number | null = null,
): Promise<readonly Submission[]> {
  const older = before === null ? Prisma.empty : Prisma.sql`AND s.number < ${before}`;
  return await select(read, Prisma.sql`${of(owner)} ${older} ORDER BY s.number DESC LIMIT ${limit}`);
}

/**
 * How many submissions of this owner wait for files or for a word, and for how many bytes there is room kept: what they
 * announced, and what is being read of forms.
 */
export async function countWaiting(tx: Tx, owner: Segment): Promise<{ submissions: number; bytes: number }> {
  const { electionId, level, code } = ownedBy(owner);
  const [row] = await tx.$queryRaw<{ submissions: bigint; bytes: bigint }[]>`
    SELECT (SELECT count(*) FROM submission WHERE election_id = ${electionId} AND level = ${level} AND code = ${code}
        AND state IN ('open', 'judged')) AS submissions,
      ((SELECT coalesce(sum(f.size), 0) FROM submission s JOIN submission_file f ON f.submission_id = s.id
        WHERE s.election_id = ${electionId} AND s.level = ${level} AND s.code = ${code} AND s.state IN ('open', 'judged'))
      + (SELECT coalesce(sum(bytes), 0) FROM upload_reservation
        WHERE election_id = ${electionId} AND level = ${level} AND code = ${code} AND until > now()))::bigint AS bytes`;
  return { submissions: Number(row!.submissions), bytes: Number(row!.bytes) };
}

/**
 * Ids of submissions that were left alone: opened a day ago and nothing came for a day, or judged a week ago. What waits
 * for a judge is not left alone. By the database's clock: one that was set wrong must not end what is running.
 */
export async function listForgotten(read: Reader, limit: number): Promise<SubmissionId[]> {
  const rows = await read.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM submission s
    WHERE (s.state = 'judged' AND s.judged_at < now() - interval '7 days')
      OR (s.state = 'open' AND s.created_at < now() - interval '1 day'
        AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.submission_id = s.id)
        AND NOT EXISTS (SELECT 1 FROM submission_file f WHERE f.submission_id = s.id
          AND (f.receiver_until > now() OR f.received_at > now() - interval '1 day'))
        AND NOT EXISTS (SELECT 1 FROM submission_part p WHERE p.submission_id = s.id AND p.at > now() - interval '1 day'))
    ORDER BY s.created_at LIMIT ${limit}`;
  return rows.map(({ id }) => id as SubmissionId);
}

/** The submission that this owner announced with this key, and what was announced; null when the key is new. */
export async function findAnnounced(
  tx: Tx,
  { electionId, body }: Segment,
  key: string,
): Promise<{ readonly id: SubmissionId; readonly digest: string } | null> {
  const where = { electionId, level: body.level as string, code: body.code, key };
  const row = await tx.submissionRequest.findUnique({ where: { electionId_level_code_key: where } });
  return row && { id: row.submissionId as SubmissionId, digest: row.digest };
}

export async function keepAnnounced(
  tx: Tx,
  owner: Segment,
  asked: { readonly key: string; readonly digest: string; readonly id: SubmissionId },
): Promise<void> {
  const { key, digest, id } = asked;
  await tx.submissionRequest.create({ data: { ...ownedBy(owner), key, digest, submissionId: id } });
}

/** The digest of any file that was delivered and is kept; null when none is. */
export async function someDelivered(read: Reader): Promise<Sha256 | null> {
  const row = await read.submissionFile.findFirst({
    where: {
      sha256: { not: null },
      releasedAt: null,
      submission: { state: { in: ['delivered', 'superseded'] } },
    },
    select: { sha256: true },
  });
  return (row?.sha256 ?? null) as Sha256 | null;
}
