import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { hasPrivileges, setPrivileges } from './privileges.js';

async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `De database is niet te bereiken (${message}). Controleer of zij draait, en of DATABASE_URL en DATABASE_OWNER_URL kloppen.`,
      { cause: error },
    );
  }
}

async function appliedMigrations(ownerUrl: string): Promise<Set<string>> {
  const client = await connect(ownerUrl);
  try {
    const { rows } = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    if ((error as { code?: string }).code === '42P01') return new Set();
    throw error;
  } finally {
    await client.end();
  }
}

async function deploy(root: string, ownerUrl: string): Promise<void> {
  const prisma = path.join(root, 'node_modules/prisma/build/index.js');
  const child = spawn(process.execPath, [prisma, 'migrate', 'deploy'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_OWNER_URL: ownerUrl,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`De database kon niet worden bijgewerkt:\n${output}`);
}

/**
 * Brings the database at `ownerUrl` up to the migrations in `root`/prisma/migrations and sets the rights of the user of
 * `appUrl`. Asks first what has been applied, so that a start without news costs one query. Gives whether it migrated.
 */
export async function migrate(root: string, ownerUrl: string, appUrl: string): Promise<boolean> {
  const wanted = readdirSync(path.join(root, 'prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const applied = await appliedMigrations(ownerUrl);
  const pending = wanted.some((name) => !applied.has(name));
  if (pending) await deploy(root, ownerUrl);
  // killed between the two, the next start finds the tables there and the rights not
  if (pending || !(await hasPrivileges(ownerUrl, appUrl))) await setPrivileges(ownerUrl, appUrl);
  return pending;
}

/**
 * Writes down at the first start what this database is for, and refuses from then on to be started as the other:
 * rehearsal files must never be taken for real ones.
 */
export async function claimPurpose(ownerUrl: string, mode: 'rehearsal' | 'real'): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('INSERT INTO purpose (id, mode) VALUES (1, $1) ON CONFLICT DO NOTHING', [mode]);
    const { rows } = await client.query<{ mode: string }>('SELECT mode FROM purpose');
    if (rows[0]?.mode !== mode)
      throw new Error(
        `Deze database is ingericht met MODE=${rows[0]?.mode ?? '?'}. Start met die MODE, of geef een andere database op.`,
      );
  } finally {
    await client.end();
  }
}
