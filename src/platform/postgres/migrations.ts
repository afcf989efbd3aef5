import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';

/** One step of the tables' history, as it stands in prisma/migrations. Names begin with the time they were made. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** `-- oldest: NAME` in a migration: releases that do not know NAME may no longer run once it has been applied. */
const OLDEST = /^-- oldest: (\S+)$/m;
/** A change waits so long for a table that others use, and holds up everybody who comes after it no longer. */
const LOCK_WAIT = '15s';

/** This release's migrations, oldest first. */
export function readMigrations(root: string): readonly Migration[] {
  const folder = path.join(root, 'prisma/migrations');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The newest migration that a release must know to run beside these: the highest that any of them asks for. */
export function oldestRelease(migrations: readonly Migration[]): string {
  return migrations.reduce((oldest, { sql }) => {
    const asked = OLDEST.exec(sql)?.[1] ?? '';
    return asked > oldest ? asked : oldest;
  }, '');
}

/** The table as Prisma makes it, so that its tools and earlier releases read the same history. */
const LEDGER = `CREATE TABLE IF NOT EXISTS public._prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

async function applyOne(owner: pg.Client, { name, sql }: Migration): Promise<void> {
  await owner.query('BEGIN');
  try {
    await owner.query(`SET LOCAL lock_timeout = '${LOCK_WAIT}'`);
    // an attempt of Prisma's own that failed left a row without an end, and nothing else
    await owner.query(
      'UPDATE public._prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL',
      [name],
    );
    await owner.query(sql);
    await owner.query(
      `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), createHash('sha256').update(sql).digest('hex'), name],
    );
    await owner.query('COMMIT');
  } catch (error) {
    await owner.query('ROLLBACK');
    throw new Error(
      `De database kon niet worden bijgewerkt met ${name}: ${(error as Error).message}. ` +
        'Daarvan is niets gebleven; wat ervoor kwam, is af. Herstel de oorzaak en doe het opnieuw.',
      { cause: error },
    );
  }
}

/**
 * Applies what has not been applied, in order, each in one transaction together with its row in `_prisma_migrations`: a
 * crash or a failure leaves a whole migration or nothing of it. Gives the names applied. The caller holds the lock.
 */
export async function applyMigrations(
  owner: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await owner.query(LEDGER);
  const { rows } = await owner.query<{ migration_name: string }>(
    'SELECT migration_name FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  const pending = migrations.filter(({ name }) => !applied.has(name));
  for (const migration of pending) await applyOne(owner, migration);
  return pending.map(({ name }) => name);
}
