import type pg from 'pg';
import { runMigrations } from 'bullmq';
import { connect } from './connection.js';

/** Tables to which the application may only add: what is written stays as it was written. */
const ADD_ONLY = [
  'audit_event',
  'audit_personal',
  'software_installed',
  'register_entry',
  'register_fact',
  'burnt_key',
  'barred_fingerprint',
  'key_proof',
  'station_list',
  'candidate_file',
  'candidate_offer',
  'candidate_confirmation',
  'reminder',
  'declaration',
  'declaration_correction',
  'declaration_pdf',
  'election_decision',
  'election_definition',
  'election_confirmation',
  'key_list_audience_decision',
  'trial_delivery',
  'setup_check',
  'delivery_assessment',
  'request_answer',
  'station_look',
  'station_referral',
  'referred_station',
  'referral_answer',
  'publication',
  'legal_hold',
  'legal_hold_lift',
  'removal',
  'removal_item',
  'removal_confirmation',
  'removal_outcome',
  'removed_object',
  'removal_end',
  'evidence_export',
  'public_paper',
  'paper_withdrawal',
  'public_report',
  'reported_file',
  'report_step',
];
/** Tables that only the owner writes. */
const READ_ONLY = ['purpose', 'release', 'form_seed'];
/** Tables whose rows may go: short-lived by nature, taken away by their owner (passkeys) or, for the outbox, done. */
const MAY_DELETE = [
  'session',
  'challenge',
  'invitation',
  'access_token',
  'passkey',
  'outbox',
  'flood_count',
  'tally',
  'attempt_count',
  'repeat_count',
  'delivery_progress',
  'object',
  'submission_part',
  'software_part',
  'upload_reservation',
  'submission_request',
  'judgement',
  'submission_count',
  'declaration_draft',
  'dispatch',
  'webhook',
  'report_contact',
];

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

function grantsFor(table: string): string {
  if (READ_ONLY.includes(table)) return 'SELECT';
  if (ADD_ONLY.includes(table)) return 'SELECT, INSERT';
  return MAY_DELETE.includes(table) ? 'SELECT, INSERT, UPDATE, DELETE' : 'SELECT, INSERT, UPDATE';
}

/**
 * Sets the service role's rights from nothing, in one transaction: who works meanwhile has the old rights or the new.
 * Kiesbesluit Ea 3 (every action logged) is held here: no right to change or remove an audit event exists outside the
 * owner's role, which the running service does not have.
 */
async function grantTables(owner: pg.Client, app: string, database: string): Promise<void> {
  const { rows } = await owner.query<{ name: string; view: boolean }>(
    `SELECT relname AS name, relkind = 'v' AS view FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND relname <> '_prisma_migrations'`,
  );
  const tables = rows.map(
    ({ name, view }) => `GRANT ${view ? 'SELECT' : grantsFor(name)} ON TABLE ${quote(name)} TO ${app}`,
  );
  const statements = [
    'BEGIN',
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC, ${app}`,
    `GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${app}`,
    `REVOKE ALL ON SCHEMA public FROM PUBLIC, ${app}`,
    `GRANT USAGE ON SCHEMA public TO ${app}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${app}`,
    ...tables,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${app}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${app}`,
    'COMMIT',
  ];
  await owner.query(statements.join(';\n')).catch(async (error: unknown) => {
    await owner.query('ROLLBACK');
    throw error;
  });
}

/**
 * BullMQ owns its schema `bullmq` and nothing else; adding jobs in bulk takes a temporary table. Its migrations say
 * CREATE SCHEMA even when it exists, which needs a right on the database: lent for their duration. A crash in between
 * leaves that right until rights are set again.
 */
async function prepareQueues(owner: pg.Client, appUrl: string, app: string, database: string): Promise<void> {
  const client = await connect(appUrl, 'DATABASE_URL');
  try {
    await owner.query(`GRANT CREATE ON DATABASE ${database} TO ${app}`);
    await runMigrations(client, 'bullmq');
  } finally {
    await owner.query(`REVOKE CREATE ON DATABASE ${database} FROM ${app}`);
    await client.end();
  }
}

/** What a role may do in public and on the database, as `SELECT audit_event`. */
async function rightsOf(owner: pg.Client, role: string): Promise<ReadonlySet<string>> {
  const { rows } = await owner.query<{ right: string }>(
    `SELECT a.privilege_type || ' ' || named.name AS right
     FROM (SELECT relname AS name, relacl AS acl FROM pg_class WHERE relnamespace = 'public'::regnamespace
           UNION ALL SELECT 'database', datacl FROM pg_database WHERE datname = current_database()) AS named,
          aclexplode(named.acl) AS a JOIN pg_roles r ON r.oid = a.grantee AND r.rolname = $1`,
    [role],
  );
  return new Set(rows.map(({ right }) => right));
}

/**
 * Gives the service's role (the user of `appUrl`) exactly its rights and prepares the queue's schema. Gives what was not as
 * it should be: `+SELECT audit_event` was missing, `-DELETE audit_event` was too much.
 */
export async function setPrivileges(owner: pg.Client, appUrl: string): Promise<readonly string[]> {
  const role = decodeURIComponent(new URL(appUrl).username);
  const app = quote(role);
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
  const database = quote(rows[0]!.name);
  const before = await rightsOf(owner, role);
  await grantTables(owner, app, database);
  const after = await rightsOf(owner, role);
  await prepareQueues(owner, appUrl, app, database);
  return [
    ...[...after].filter((right) => !before.has(right)).map((right) => `+${right}`),
    ...[...before].filter((right) => !after.has(right)).map((right) => `-${right}`),
  ].sort();
}
