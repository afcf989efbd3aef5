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

/** Arranges what only a superuser may. */
export async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server().superUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
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
