import type pg from 'pg';
import { connect } from './connection.js';
import { readMigrations } from './migrations.js';
import { refusePowerfulRole } from './roles.js';

/** How an operator brings the database up to this release. */
const MIGRATE = 'node dist/main.js migrate';

/** Records what the database is at now, never further back than it was. */
export async function recordRelease(owner: pg.Client, newest: string, oldest: string): Promise<void> {
  await owner.query(
    `INSERT INTO release AS known (id, newest, oldest) VALUES (1, $1, $2)
     ON CONFLICT (id) DO UPDATE SET newest = greatest(known.newest, $1), oldest = greatest(known.oldest, $2)`,
    [newest, oldest],
  );
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `public.${table}`,
  ]);
  return rows[0]?.there === true;
}

/** What the database says of itself; null before it could. */
export async function readRelease(client: pg.Client): Promise<{ newest: string; oldest: string } | null> {
  if (!(await exists(client, 'release'))) return null;
  const { rows } = await client.query<{ newest: string; oldest: string }>(
    'SELECT newest, oldest FROM release',
  );
  return rows[0] ?? null;
}

/** Refuses a release that does not know what the database needs to be used rightly. */
export function refuseOldRelease(known: { oldest: string } | null, newest: string): void {
  if (known !== null && newest < known.oldest)
    throw new Error(
      `Dit programma is te oud voor deze database: zij vraagt minstens ${known.oldest}, dit programma kent ${newest}. ` +
        'Zet een nieuwere versie neer, of een kopie van de database van toen terug.',
    );
}

/** Refuses a database that serves the other mode: rehearsal files must never be taken for real ones. */
export async function refuseOtherMode(client: pg.Client, mode: 'rehearsal' | 'real'): Promise<void> {
  if (!(await exists(client, 'purpose'))) return;
  const { rows } = await client.query<{ mode: string }>('SELECT mode FROM purpose');
  if (rows[0] !== undefined && rows[0].mode !== mode)
    throw new Error(
      `Deze database is ingericht met MODE=${rows[0].mode}. Start met die MODE, of geef een andere database op.`,
    );
}

/**
 * Whether the service may run on the database at `appUrl`, as the service's own role; changes nothing. Throws one sentence
 * that says what to do: the database is behind this release or too far ahead of it, serves the other mode, its rights are
 * not in order, or the role is more powerful than a service's may be.
 */
export async function checkDatabase(root: string, appUrl: string, mode: 'rehearsal' | 'real'): Promise<void> {
  const migrations = readMigrations(root);
  const newest = migrations.at(-1)!.name;
  const client = await connect(appUrl, 'DATABASE_URL');
  try {
    const { rows } = await client.query<{ role: string; owner: string | null; readable: boolean | null }>(
      `SELECT current_user AS role, pg_get_userbyid(c.relowner) AS owner, has_table_privilege(c.oid, 'SELECT') AS readable
       FROM (SELECT to_regclass('public.release') AS oid) AS named LEFT JOIN pg_class c USING (oid)`,
    );
    const { role, owner, readable } = rows[0]!;
    if (owner === null)
      throw new Error(`De database is nog niet ingericht voor dit programma. Draai eerst: ${MIGRATE}`);
    await refusePowerfulRole(client, role, owner);
    if (readable !== true) throw new Error(`De rechten van de rol «${role}» kloppen niet. Draai: ${MIGRATE}`);
    const known = await readRelease(client);
    refuseOldRelease(known, newest);
    if (known === null || known.newest < newest)
      throw new Error(`De database is ouder dan dit programma. Werk haar eerst bij: ${MIGRATE}`);
    await refuseOtherMode(client, mode);
  } finally {
    await client.end();
  }
}

/** Throws a sentence unless `ownerUrl` is that of the tables' owner. */
export async function proveOwner(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl, 'DATABASE_OWNER_URL');
  try {
    const { rows } = await client.query(
      "SELECT 1 FROM pg_class WHERE oid = to_regclass('public.release') AND pg_get_userbyid(relowner) = current_user",
    );
    if (rows.length === 0) throw new Error('DATABASE_OWNER_URL is niet de eigenaar van deze database.');
  } finally {
    await client.end();
  }
}
