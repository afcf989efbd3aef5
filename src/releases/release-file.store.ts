import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { doom } from '../platform/objects/object.store.js';
import type { Database, Reader, Tx } from '../platform/postgres/database.js';
import { Prisma } from '../platform/postgres/generated/client.js';
import type { FilePart, Receiving } from '../upload/reception.js';

/** A file of a draft that one request receives now; nobody else may meanwhile. */
export interface Claim {
  readonly token: string;
  readonly releaseId: string;
  readonly index: number;
  readonly size: number;
  readonly announced: Sha256 | null;
  readonly received: number;
}

/** What is announced of a file. */
export interface AnnouncedFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256 | null;
}

/** Adds a file that is still to come. Breaks a unique rule when the release has one of that name. Gives its index. */
export async function addFile(tx: Tx, releaseId: string, file: AnnouncedFile): Promise<number> {
  const { _max } = await tx.softwareFile.aggregate({ where: { releaseId }, _max: { index: true } });
  const index = (_max.index ?? 0) + 1;
  const { name, size, sha256: announced } = file;
  await tx.softwareFile.create({ data: { releaseId, index, name, size, announced } });
  return index;
}

/** Says that all bytes of a file are here. */
export async function recordFile(
  tx: Tx,
  { releaseId, index }: Pick<Claim, 'releaseId' | 'index'>,
  file: { readonly sha256: Sha256; readonly sha512: string; readonly at: Date },
): Promise<void> {
  await tx.softwareFile.update({
    where: { releaseId_index: { releaseId, index } },
    data: {
      sha256: file.sha256,
      sha512: file.sha512,
      receivedAt: file.at,
      receiver: null,
      receiverUntil: null,
    },
  });
}

/**
 * Takes a file of a draft to receive it; null when there is no such file, when it has arrived, or when somebody else is
 * receiving it: a killed site keeps nobody waiting longer than a lease. By the database's clock.
 */
export async function claimFile(
  db: Database,
  { releaseId, index, token }: Pick<Claim, 'releaseId' | 'index' | 'token'>,
): Promise<Claim | null> {
  const [row] = await db.once<{ size: bigint; announced: string | null; received: bigint }>(Prisma.sql`
    UPDATE software_file f SET receiver = ${token}::uuid, receiver_until = now() + make_interval(secs => ${db.leaseSeconds})
    FROM software_release r
    WHERE f.release_id = ${releaseId}::uuid AND f.index = ${index} AND f.sha256 IS NULL AND f.removed_at IS NULL
      AND (f.receiver_until IS NULL OR f.receiver_until < now()) AND r.id = f.release_id AND r.state = 'draft'
    RETURNING f.size, f.announced_sha256 AS announced, (SELECT coalesce(sum(p.size), 0)::bigint FROM software_part p
      WHERE p.release_id = f.release_id AND p.index = f.index) AS received`);
  if (row === undefined) return null;
  return {
    ...{ token, releaseId, index },
    size: Number(row.size),
    announced: row.announced === null ? null : sha256(row.announced),
    received: Number(row.received),
  };
}

export async function releaseClaim(db: Database, { token, releaseId, index }: Claim): Promise<void> {
  await db.once(Prisma.sql`
    UPDATE software_file SET receiver = NULL, receiver_until = NULL
    WHERE release_id = ${releaseId}::uuid AND index = ${index} AND receiver = ${token}::uuid`);
}

/** Whether somebody is receiving this file now. */
export async function isBeingReceived(read: Reader, releaseId: string, index: number): Promise<boolean> {
  const rows = await read.$queryRaw<unknown[]>`
    SELECT 1 FROM software_file WHERE release_id = ${releaseId}::uuid AND index = ${index} AND receiver_until > now()`;
  return rows.length > 0;
}

/** What is claimed, as the mechanism of receiving sees it. */
export function receivingOf(db: Database, claim: Claim): Receiving {
  const { releaseId, index } = claim;
  return {
    ...claim,
    sha512: true,
    renew: () => renewClaim(db, claim),
    add: (tx, part) => addPart(tx, claim, part),
    parts: () => listParts(db.read, releaseId, index),
    drop: (tx) => dropParts(tx, releaseId, index),
  };
}

async function renewClaim(db: Database, { token, releaseId, index }: Claim): Promise<boolean> {
  const rows = await db.once(Prisma.sql`
    UPDATE software_file SET receiver_until = now() + make_interval(secs => ${db.leaseSeconds})
    WHERE release_id = ${releaseId}::uuid AND index = ${index} AND receiver = ${token}::uuid RETURNING 1`);
  return rows.length > 0;
}

async function addPart(tx: Tx, claim: Claim, { start, size, sha256: digest }: FilePart): Promise<void> {
  const { releaseId, index, token } = claim;
  const added = await tx.$executeRaw`
    INSERT INTO software_part (release_id, index, start, size, sha256)
    SELECT ${releaseId}::uuid, ${index}, ${start}, ${size}, ${digest} FROM software_file
    WHERE release_id = ${releaseId}::uuid AND index = ${index} AND receiver = ${token}::uuid AND removed_at IS NULL
    FOR SHARE`;
  if (added === 0) throw new Refusal('upload.beingReceived');
}

async function listParts(read: Reader, releaseId: string, index: number): Promise<FilePart[]> {
  const rows = await read.softwarePart.findMany({ where: { releaseId, index }, orderBy: { start: 'asc' } });
  return rows.map(({ start, size, sha256: digest }) => ({
    start: Number(start),
    size: Number(size),
    sha256: sha256(digest),
  }));
}

/** The parts are not needed any more: the whole file is there, it comes anew, or it is not to come. */
export async function dropParts(tx: Tx, releaseId: string, index: number): Promise<void> {
  const where = { releaseId, index };
  const parts = await tx.softwarePart.findMany({ where, select: { sha256: true } });
  if (parts.length === 0) return;
  await tx.softwarePart.deleteMany({ where });
  await doom(
    tx,
    parts.map((part) => sha256(part.sha256)),
  );
}
