import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { Prisma } from '../postgres/generated/client.js';
import type { Database, Reader, Tx } from '../postgres/database.js';
import type { KnownObject } from './verified.js';

/** Its bytes are just being removed: keep them again. Nothing was recorded. */
export class ObjectLeaving extends Error {}

interface Row {
  readonly id: string;
  readonly size: bigint;
  readonly chunks: Uint8Array | null;
}

function known({ id, size, chunks }: Row): KnownObject {
  return { id: sha256(id), size: Number(size), chunks: chunks && Buffer.from(chunks) };
}

/** What is known of an object; null when it has no row (yet). */
export async function findObject(read: Reader | Tx, id: Sha256): Promise<KnownObject | null> {
  const row = await read.object.findUnique({ where: { id }, select: { id: true, size: true, chunks: true } });
  return row && known(row);
}

/**
 * Writes an object down in the transaction that names it, and saves it from the sweep. Throws {@link ObjectLeaving} when a
 * sweep is at it.
 */
export async function recordObject(tx: Tx, object: KnownObject): Promise<void> {
  const { id, size, chunks } = object;
  const [row] = await tx.$queryRaw<{ leaving: boolean }[]>`
    INSERT INTO object (id, size, chunks) VALUES (${id}, ${size}, ${chunks})
    ON CONFLICT (id) DO UPDATE SET touched_at = greatest(object.touched_at, now()), doomed_at = NULL, damaged_at = NULL,
      chunks = coalesce(object.chunks, excluded.chunks)
    RETURNING removing_at IS NOT NULL AS leaving`;
  if (row?.leaving !== false) throw new ObjectLeaving(`object ${id} is being removed`);
}

/** These bytes were delivered: from here on they are to be retained, where the store can. */
export async function keepForGood(tx: Tx, ids: readonly Sha256[]): Promise<void> {
  await tx.$executeRaw`UPDATE object SET kept_at = now() WHERE id = ANY(${[...ids]})`;
}

/**
 * The same for what is never to go. It counts as just touched for ever, so that no sweep takes it that does not know who
 * names it: one of an earlier release, beside this one or after a way back.
 */
export async function pinForGood(tx: Tx, ids: readonly Sha256[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE object SET kept_at = now(), touched_at = now() + interval '100 years' WHERE id = ANY(${[...ids]})`;
}

/** A row that named these no longer does: when no other row names them, they may go within minutes. */
export async function doom(tx: Tx, ids: readonly Sha256[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE object SET doomed_at = now() WHERE id = ANY(${[...ids]}) AND doomed_at IS NULL`;
}

/** Objects that were delivered and that the store does not retain yet. */
export async function listUnretained(read: Reader, limit: number): Promise<Sha256[]> {
  const where = { keptAt: { not: null }, retainedAt: null };
  const rows = await read.object.findMany({ where, take: limit, select: { id: true } });
  return rows.map(({ id }) => sha256(id));
}

export async function markRetained(db: Database, id: Sha256): Promise<void> {
  await db.once(Prisma.sql`UPDATE object SET retained_at = now() WHERE id = ${id}`);
}

/**
 * Takes the next objects to read whole: never checked first, then those checked longest ago, none within `days`. They are
 * marked as looked at now, so that two sweeps take different ones; what is cut short comes round again later.
 */
export async function takeToCheck(db: Database, days: number, limit: number): Promise<KnownObject[]> {
  const rows = await db.once<Row>(Prisma.sql`
    UPDATE object SET checked_at = now() WHERE id IN (
      SELECT id FROM object
      WHERE removing_at IS NULL AND (checked_at IS NULL OR checked_at < now() - make_interval(days => ${days}))
      ORDER BY checked_at NULLS FIRST LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, size, chunks`);
  return rows.map(known);
}

export async function saveChunks(db: Database, id: Sha256, chunks: Buffer): Promise<void> {
  await db.once(Prisma.sql`UPDATE object SET chunks = ${chunks} WHERE id = ${id} AND chunks IS NULL`);
}

/** Read whole again, as it was received: damage after this is news. */
export async function markWhole(db: Database, id: Sha256): Promise<void> {
  await db.once(Prisma.sql`UPDATE object SET damaged_at = NULL WHERE id = ${id} AND damaged_at IS NOT NULL`);
}

/** True when this is news. */
export async function markDamaged(tx: Tx, id: Sha256): Promise<boolean> {
  const marked =
    await tx.$executeRaw`UPDATE object SET damaged_at = now() WHERE id = ${id} AND damaged_at IS NULL`;
  return marked > 0;
}

/** Writes down objects that stand in the store and were never recorded: killed in between, or by an earlier release. */
export async function adopt(
  db: Database,
  found: readonly { readonly id: Sha256; readonly size: number }[],
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ id, size }) => Prisma.sql`(${id}, ${size}::bigint)`);
  await db.once(Prisma.sql`INSERT INTO object (id, size) VALUES ${Prisma.join(rows)} ON CONFLICT DO NOTHING`);
}

/** Objects that nobody touched for a day and that are not doomed: candidates, after `after`, in order of id. */
export async function listUntouched(read: Reader, after: string, limit: number): Promise<Sha256[]> {
  const rows = await read.$queryRaw<{ id: string }[]>`
    SELECT id FROM object WHERE id > ${after} AND doomed_at IS NULL AND touched_at < now() - interval '1 day'
    ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id }) => sha256(id));
}

/** Objects doomed for more than five minutes, or of which the removal was cut short. */
export async function listDoomed(read: Reader, limit: number): Promise<Sha256[]> {
  const rows = await read.$queryRaw<{ id: string }[]>`
    SELECT id FROM object WHERE doomed_at < now() - interval '5 minutes' ORDER BY doomed_at LIMIT ${limit}`;
  return rows.map(({ id }) => sha256(id));
}

/** Holds a doomed object; false when somebody saved it meanwhile. */
export async function holdDoomed(tx: Tx, id: Sha256): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM object WHERE id = ${id} AND doomed_at < now() - interval '5 minutes' FOR UPDATE`;
  return rows.length > 0;
}

export async function markLeaving(tx: Tx, id: Sha256): Promise<void> {
  await tx.$executeRaw`UPDATE object SET removing_at = now() WHERE id = ${id}`;
}

/** A row names it after all. */
export async function spare(tx: Tx, id: Sha256): Promise<void> {
  await tx.$executeRaw`UPDATE object SET doomed_at = NULL, removing_at = NULL WHERE id = ${id}`;
}

/** Its bytes are gone. */
export async function forget(db: Database, id: Sha256): Promise<void> {
  await db.once(Prisma.sql`DELETE FROM object WHERE id = ${id} AND removing_at IS NOT NULL`);
}
