import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of a test file's own, copied from the migrated template. */
export interface TestDatabase {
  readonly name: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

interface Server {
  readonly template: string;
  readonly superUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

function server(): Server {
  const raw = process.env[process.env['PARTS'] === 'real' ? 'TEST_POSTGRES_REAL' : 'TEST_POSTGRES'];
  if (raw === undefined)
    throw new Error('run the integration tests through jest: they need its global setup');
  return JSON.parse(raw) as Server;
}

const DEADLOCK = '40P01';
const ATTEMPTS = 10;

/**
 * One statement in a connection of its own. Beside workers that are at work it may be the one that a deadlock is broken by:
 * it did nothing then, and is said again.
 */
export async function runSql(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await client.query(statement, [...values]);
      } catch (error) {
        if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
      }
  } finally {
    await client.end();
  }
}

/** Arranges what only a superuser may. */
export async function asSuperuser(statement: string): Promise<void> {
  await runSql(server().superUrl, statement);
}

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;

/** A migrated database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const made = await makeDatabase(`TEMPLATE ${server().template}`);
  // rights on a database are not copied with it
  await asSuperuser(`REVOKE ALL ON DATABASE ${made.name} FROM PUBLIC`);
  await asSuperuser(`GRANT CONNECT, TEMPORARY ON DATABASE ${made.name} TO overdracht_app`);
  return made;
}

/** A database as an administrator makes one, with nothing in it. */
export const emptyTestDatabase = (): Promise<TestDatabase> =>
  makeDatabase("TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");

async function makeDatabase(how: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asSuperuser(`CREATE DATABASE ${name} ${how} OWNER overdracht_owner`);
  return {
    name,
    appUrl: at(server().appUrl, name),
    ownerUrl: at(server().ownerUrl, name),
    drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
