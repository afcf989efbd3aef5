import pg from 'pg';
import { runMigrations } from 'bullmq';

/** Tables to which the application may only add: what is written stays as it was written. */
const ADD_ONLY = ['audit_event'];
/** Tables that only the owner writes. */
const READ_ONLY = ['purpose'];
/** Tables whose rows may go: short-lived by nature, taken away by their owner (passkeys) or, for the outbox, done. */
const MAY_DELETE = [
  'session',
  'challenge',
  'invitation',
  'passkey',
  'outbox',
  'flood_count',
  'delivery_progress',
];

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

function grantsFor(table: string): string {
  if (READ_ONLY.includes(table)) return 'SELECT';
  if (ADD_ONLY.includes(table)) return 'SELECT, INSERT';
  return MAY_DELETE.includes(table) ? 'SELECT, INSERT, UPDATE, DELETE' : 'SELECT, INSERT, UPDATE';
}

/**
 * Sets the application role's rights from nothing: run after every migration, by the owner. Kiesbesluit Ea 3 (every
 * action logged) is held here: no right to change or remove an audit event exists outside the owner role, which the
 * running application does not use.
 */
async function grantTables(owner: pg.Client, app: string): Promise<void> {
  const { rows } = await owner.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  await owner.query(`REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO ${app}`);
  for (const { tablename } of rows) {
    await owner.query(`REVOKE ALL ON TABLE ${quote(tablename)} FROM ${app}`);
    await owner.query(`GRANT ${grantsFor(tablename)} ON TABLE ${quote(tablename)} TO ${app}`);
  }
  await owner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${app}`);
}

/**
 * BullMQ owns its schema `bullmq` and nothing else; adding jobs in bulk takes a temporary table. Its migrations say CREATE SCHEMA even when it exists, which needs a
 * right on the database: lent for their duration. A crash in between leaves the right until the next start.
 */
async function prepareQueues(owner: pg.Client, appUrl: string, database: string, app: string): Promise<void> {
  await owner.query(`REVOKE ALL ON DATABASE ${quote(database)} FROM PUBLIC`);
  await owner.query(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${quote(database)} TO ${app}`);
  const client = new pg.Client({ connectionString: appUrl });
  try {
    await client.connect();
    await runMigrations(client, 'bullmq');
  } finally {
    await client.end();
    await owner.query(`REVOKE CREATE ON DATABASE ${quote(database)} FROM ${app}`);
  }
}

/** Whether {@link setPrivileges} ran to its end after the last migration that made a table. */
export async function hasPrivileges(ownerUrl: string, appUrl: string): Promise<boolean> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ complete: boolean }>(
      `SELECT to_regnamespace('bullmq') IS NOT NULL
          AND NOT has_database_privilege($1, current_database(), 'CREATE')
          AND NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
              AND NOT has_table_privilege($1, format('%I.%I', schemaname, tablename), 'SELECT')) AS complete`,
      [decodeURIComponent(new URL(appUrl).username)],
    );
    return rows[0]?.complete === true;
  } finally {
    await owner.end();
  }
}

/** Gives the application's role (the user of `appUrl`) exactly its rights and prepares the queue's schema. */
export async function setPrivileges(ownerUrl: string, appUrl: string): Promise<void> {
  const { username, pathname } = new URL(appUrl);
  const app = quote(decodeURIComponent(username));
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('BEGIN');
    await grantTables(owner, app);
    await owner.query('COMMIT');
    await prepareQueues(owner, appUrl, decodeURIComponent(pathname.slice(1)), app);
  } finally {
    await owner.end();
  }
}
