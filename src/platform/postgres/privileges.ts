import pg from 'pg';
import { runMigrations } from 'bullmq';

/** Tables to which the application may only add: what is written stays as it was written. */
const ADD_ONLY = ['audit_event'];
/** Tables that only the owner writes. */
const READ_ONLY = ['purpose'];
/** Tables whose rows may go: short-lived by nature, taken away by their owner (passkeys) or, for the outbox, done. */
const MAY_DELETE = ['session', 'challenge', 'invitation', 'passkey', 'outbox', 'flood_count'];

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
