import type { Segment } from '../kernel/committee.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { doom } from '../platform/objects/object.store.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { Database, Reader, Tx } from '../platform/postgres/database.js';
import { HELD } from './quarantine.store.js';
import type { FilePart, Receiving } from './reception.js';
import type { SubmissionId } from './submission.js';

/** A file that one request receives now; nobody else may meanwhile. */
export interface Claim {
  readonly token: string;
  readonly submissionId: SubmissionId;
  readonly index: number;
  /** Bytes announced. */
  readonly size: number;
  /** Their digest, where that was announced. */
  readonly announced: Sha256 | null;
  /** Bytes that stand in parts. */
  readonly received: number;
}

/**
 * Takes a file of the owner's own open submission to receive it; null when there is no such file, when it has arrived, or
 * when somebody else is receiving it: a killed site keeps nobody waiting longer than a lease. By the database's clock.
 */
export async function claimFile(
  db: Database,
  { electionId, body }: Segment,
  wanted: { readonly id: SubmissionId; readonly index: number; readonly token: string },
): Promise<Claim | null> {
  const { id, index, token } = wanted;
  const [row] = await db.once<{ size: bigint; announced: string | null; received: bigint }>(Prisma.sql`
    UPDATE submission_file f SET receiver = ${token}::uuid, receiver_until = now() + make_interval(secs => ${db.leaseSeconds})
    FROM submission s
    WHERE f.submission_id = ${id}::uuid AND f.index = ${index} AND f.sha256 IS NULL
      AND (f.receiver_until IS NULL OR f.receiver_until < now())
      AND s.id = f.submission_id AND s.state = 'open'
      AND s.election_id = ${electionId} AND s.level = ${body.level} AND s.code = ${body.code}
    RETURNING f.size, f.announced_sha256 AS announced, (SELECT coalesce(sum(p.size), 0)::bigint FROM submission_part p
      WHERE p.submission_id = f.submission_id AND p.index = f.index) AS received`);
  if (row === undefined) return null;
  return {
    token,
    submissionId: id,
    index,
    size: Number(row.size),
    announced: row.announced as Sha256 | null,
    received: Number(row.received),
  };
}

/** What is claimed, as the mechanism of receiving sees it. */
export function receivingOf(db: Database, claim: Claim): Receiving {
  const { submissionId: id, index } = claim;
  return {
    ...claim,
    renew: () => renewClaim(db, claim),
    add: (tx, part) => addPart(tx, claim, part),
    parts: () => listParts(db.read, id, index),
    drop: (tx) => dropParts(tx, id, index),
  };
}

/** False when the claim is no longer ours. */
async function renewClaim(db: Database, { token, submissionId, index }: Claim): Promise<boolean> {
  const rows = await db.once(Prisma.sql`
    UPDATE submission_file SET receiver_until = now() + make_interval(secs => ${db.leaseSeconds})
    WHERE submission_id = ${submissionId}::uuid AND index = ${index} AND receiver = ${token}::uuid RETURNING 1`);
  return rows.length > 0;
}

export async function releaseClaim(db: Database, { token, submissionId, index }: Claim): Promise<void> {
  await db.once(Prisma.sql`
    UPDATE submission_file SET receiver = NULL, receiver_until = NULL
    WHERE submission_id = ${submissionId}::uuid AND index = ${index} AND receiver = ${token}::uuid`);
}

/** Whether somebody is receiving this file now. */
export async function isBeingReceived(read: Reader, id: SubmissionId, index: number): Promise<boolean> {
  const rows = await read.$queryRaw<unknown[]>`
    SELECT 1 FROM submission_file WHERE submission_id = ${id}::uuid AND index = ${index} AND receiver_until > now()`;
  return rows.length > 0;
}

/**
 * Keeps a part. Refuses `upload.beingReceived` when the claim is no longer ours (then somebody else goes on from where we
 * were) and when the sender stopped meanwhile: what nobody will deliver keeps no bytes.
 */
async function addPart(tx: Tx, claim: Claim, part: FilePart): Promise<void> {
  const { submissionId: id, index, token } = claim;
  const added = await tx.$executeRaw`
    INSERT INTO submission_part (submission_id, index, start, size, sha256)
    SELECT ${id}::uuid, ${index}, ${part.start}, ${part.size}, ${part.sha256}
    FROM submission_file f JOIN submission s ON s.id = f.submission_id
    WHERE f.submission_id = ${id}::uuid AND f.index = ${index} AND f.receiver = ${token}::uuid AND s.state = 'open'
    FOR SHARE OF s`;
  if (added === 0) throw new Refusal('upload.beingReceived');
}

/** The parts of a file, front to back. */
async function listParts(read: Reader, id: SubmissionId, index: number): Promise<FilePart[]> {
  const rows = await read.submissionPart.findMany({
    where: { submissionId: id, index },
    orderBy: { start: 'asc' },
  });
  return rows.map((row) => ({
    start: Number(row.start),
    size: Number(row.size),
    sha256: sha256(row.sha256),
  }));
}

/** The parts are not needed any more: the whole file is there, or it comes anew. */
export async function dropParts(tx: Tx, id: SubmissionId, index: number | null): Promise<void> {
  const where = { submissionId: id, ...(index === null ? {} : { index }) };
  const parts = await tx.submissionPart.findMany({ where, select: { sha256: true } });
  if (parts.length === 0) return;
  await tx.submissionPart.deleteMany({ where });
  await doom(
    tx,
    parts.map((part) => sha256(part.sha256)),
  );
}

/** Bytes of each file of a submission that stand in parts, by number. */
export async function receivedBytes(read: Reader, id: SubmissionId): Promise<ReadonlyMap<number, number>> {
  const rows = await read.$queryRaw<{ index: number; size: bigint }[]>`
    SELECT index, sum(size)::bigint AS size FROM submission_part WHERE submission_id = ${id}::uuid GROUP BY index`;
  return new Map(rows.map((row) => [row.index, Number(row.size)]));
}

/** The submission will not be delivered: its rows no longer name their bytes. */
export async function releaseFiles(tx: Tx, id: SubmissionId): Promise<void> {
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    UPDATE submission_file SET released_at = now()
    WHERE submission_id = ${id}::uuid AND sha256 IS NOT NULL AND released_at IS NULL RETURNING sha256`;
  await doom(
    tx,
    rows.map((row) => sha256(row.sha256)),
  );
  await dropParts(tx, id, null);
}

/** What names bytes: a file of a submission, in it or made public, or one of a release or of the register (in their rooms' views). */
type Named =
  | { readonly submissionId: string; readonly index: number; readonly electionId: string }
  | { readonly releaseId: string; readonly index: number; readonly electionId: null }
  | { readonly documentKind: string; readonly index: number; readonly electionId: string };

/** What has these bytes, whatever became of the submission; null when nothing names them. */
export async function fileWith(tx: Tx, id: Sha256): Promise<Named | null> {
  const row = await tx.submissionFile.findFirst({
    where: { sha256: id, releasedAt: null },
    select: { submissionId: true, index: true, submission: { select: { electionId: true } } },
  });
  if (row !== null)
    return { submissionId: row.submissionId, index: row.index, electionId: row.submission.electionId };
  const [published] = await tx.$queryRaw<{ submissionId: string; electionId: string }[]>`
    SELECT submission_id AS "submissionId", election_id AS "electionId" FROM publication_object
    WHERE sha256 = ${id} LIMIT 1`;
  if (published !== undefined) return { ...published, index: 1 };
  const [release] = await tx.$queryRaw<{ releaseId: string; index: number }[]>`
    SELECT release_id AS "releaseId", index FROM release_object WHERE sha256 = ${id} LIMIT 1`;
  if (release !== undefined) return { ...release, electionId: null };
  const [document] = await tx.$queryRaw<{ documentKind: string; index: number; electionId: string }[]>`
    SELECT kind AS "documentKind", number AS index, election_id AS "electionId" FROM register_object
    WHERE sha256 = ${id} LIMIT 1`;
  return document ?? null;
}

/**
 * Those of `ids` that a row of this room names, or one of another room that keeps bytes; and what a hold keeps, also where its
 * row let go of it before the hold.
 */
export async function namedAmong(tx: Tx, ids: readonly Sha256[]): Promise<ReadonlySet<Sha256>> {
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    SELECT sha256 FROM submission_file WHERE sha256 = ANY(${[...ids]}) AND released_at IS NULL
    UNION SELECT f.sha256 FROM submission_file f JOIN submission s ON s.id = f.submission_id
      WHERE f.sha256 = ANY(${[...ids]}) AND s.state IN ('delivered', 'superseded', 'refused') AND ${HELD}
    UNION SELECT sha256 FROM submission_part WHERE sha256 = ANY(${[...ids]})
    UNION SELECT sha256 FROM publication_object WHERE sha256 = ANY(${[...ids]})
    UNION SELECT sha256 FROM release_object WHERE sha256 = ANY(${[...ids]})
    UNION SELECT sha256 FROM register_object WHERE sha256 = ANY(${[...ids]})
    UNION SELECT sha256 FROM station_object WHERE sha256 = ANY(${[...ids]})
    UNION SELECT sha256 FROM declaration_object WHERE sha256 = ANY(${[...ids]})`;
  return new Set(rows.map((row) => sha256(row.sha256)));
}

/** Keeps room for bytes of which the submission is still to be opened. The caller holds the owner's lock. */
export async function reserve(
  tx: Tx,
  { electionId, body }: Segment,
  id: string,
  bytes: number,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO upload_reservation (id, election_id, level, code, bytes, until)
    VALUES (${id}::uuid, ${electionId}, ${body.level}, ${body.code}, ${bytes}, now() + interval '61 minutes')`;
}

/** A client repeats an announcement that it got no answer to within minutes, not after days. */
const KEY_DAYS = 7;

/** Removes idempotency keys that nobody repeats any more and room that was never used. Gives how many. */
export async function forgetRequests(db: Database): Promise<number> {
  return await db.transaction(async (tx) => {
    const keys = await tx.$executeRaw`
      DELETE FROM submission_request WHERE at < now() - make_interval(days => ${KEY_DAYS})`;
    return keys + (await tx.$executeRaw`DELETE FROM upload_reservation WHERE until < now()`);
  });
}

export async function endReservation(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM upload_reservation WHERE id = ${id}::uuid`;
}
