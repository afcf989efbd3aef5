import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/postgres/migrate.js';
import { applyMigrations, readMigrations } from '../../src/platform/postgres/migrations.js';
import { checkDatabase } from '../../src/platform/postgres/release.js';
import {
  asSuperuser,
  createTestDatabase,
  emptyTestDatabase,
  type TestDatabase,
} from '../support/database.js';

const ROOT = path.resolve(__dirname, '../..');
const NEWEST = readMigrations(ROOT).at(-1)!.name;
/** What the release before this one knew: it had no table that says so. */
const PREVIOUS = '20261121000105_delivery_request';

const folders: string[] = [];
const databases: TestDatabase[] = [];

afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  for (const database of databases) await database.drop();
});

/** A release with these migrations beside those up to `upTo` (all of ours when absent). */
function releaseWith(extra: Readonly<Record<string, string>>, upTo = '9'): string {
  const root = mkdtempSync(path.join(tmpdir(), 'overdracht-release-'));
  folders.push(root);
  for (const { name } of readMigrations(ROOT).filter((one) => one.name <= upTo))
    cpSync(path.join(ROOT, 'prisma/migrations', name), path.join(root, 'prisma/migrations', name), {
      recursive: true,
    });
  for (const [name, sql] of Object.entries(extra)) {
    mkdirSync(path.join(root, 'prisma/migrations', name), { recursive: true });
    writeFileSync(path.join(root, 'prisma/migrations', name, 'migration.sql'), sql);
  }
  return root;
}

async function database(make = emptyTestDatabase): Promise<TestDatabase> {
  const made = await make();
  databases.push(made);
  return made;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const ledger = ({ ownerUrl }: TestDatabase) =>
  query<{ migration_name: string; done: boolean; undone: boolean; checksum: string }>(
    ownerUrl,
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS done, rolled_back_at IS NOT NULL AS undone
     FROM _prisma_migrations ORDER BY started_at, migration_name`,
  );

const up = async (root: string, { ownerUrl, appUrl }: TestDatabase) =>
  (await migrate({ root, ownerUrl, appUrl })).applied;

describe('migrate', () => {
  it('makes an empty database ready, once, in the ledger that Prisma keeps', async () => {
    const made = await database();
    expect(await up(ROOT, made)).toEqual(readMigrations(ROOT).map(({ name }) => name));
    expect(await up(ROOT, made)).toEqual([]);
    const rows = await ledger(made);
    expect(rows.every(({ done, undone }) => done && !undone)).toBe(true);
    await migrate({ root: ROOT, ...made, mode: 'rehearsal' });
    await checkDatabase(ROOT, made.appUrl, 'rehearsal');
  });

  it('makes what schema.prisma describes', async () => {
    const made = await database(createTestDatabase);
    const diff = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma'];
    const compare = () =>
      spawnSync(
        process.execPath,
        ['node_modules/prisma/build/index.js', ...diff, '--script', '--exit-code'],
        {
          cwd: ROOT,
          encoding: 'utf8',
          env: { ...process.env, DATABASE_OWNER_URL: made.ownerUrl, CHECKPOINT_DISABLE: '1' },
        },
      );
    // An engine that did not come up says nothing of them, and Prisma may end with 0 then: its answer is what counts.
    let { status, stdout, stderr } = compare();
    for (let tries = 1; stdout.trim() === '' && tries < 3; tries += 1)
      ({ status, stdout, stderr } = compare());
    const says = stdout.trim() || stderr;
    expect({ status, says }).toEqual({ status: 0, says: '-- This is an empty migration.' });
  });

  it('two at once: one does it, the other finds it done', async () => {
    const made = await database();
    const [one, other] = await Promise.all([up(ROOT, made), up(ROOT, made)]);
    expect([one.length, other.length].sort((a, b) => a - b)).toEqual([0, readMigrations(ROOT).length]);
  });

  it('a migration that fails leaves nothing of itself, and is done again after repair', async () => {
    const made = await database();
    const [before, failing] = ['29990101000000_before', '29990101000001_failing'];
    const root = releaseWith({
      [before]: 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1), (1);',
      [failing]: 'CREATE TABLE half (id int); CREATE UNIQUE INDEX once ON kept (id);',
    });
    await expect(up(root, made)).rejects.toThrow(
      `kon niet worden bijgewerkt met ${failing}: could not create`,
    );
    expect(await query(made.ownerUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    expect((await ledger(made)).map((row) => row.migration_name)).not.toContain(failing);
    await query(made.ownerUrl, 'DELETE FROM kept');
    expect(await up(root, made)).toEqual([failing]);
  });

  it('takes over where an earlier release stood, also where Prisma left a failure (P3009)', async () => {
    const made = await database();
    const client = new pg.Client({ connectionString: made.ownerUrl });
    await client.connect();
    await applyMigrations(client, readMigrations(releaseWith({}, PREVIOUS)));
    await client.end();
    await query(
      made.ownerUrl,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('1', 'x', '${NEWEST}', 'failed')`,
    );
    expect(await up(ROOT, made)).toContain(NEWEST);
    const rows = (await ledger(made)).filter(({ migration_name }) => migration_name === NEWEST);
    expect(rows.map(({ done, undone }) => [done, undone])).toEqual(
      expect.arrayContaining([
        [false, true],
        [true, false],
      ]),
    );
  });
});

describe('the roles are compared before anything is touched', () => {
  const refused = async (made: TestDatabase, appUrl: string, words: RegExp) => {
    await expect(migrate({ root: ROOT, ownerUrl: made.ownerUrl, appUrl })).rejects.toThrow(words);
    expect(await query(made.ownerUrl, "SELECT to_regclass('_prisma_migrations') AS at")).toEqual([
      { at: null },
    ]);
  };
  const as = (url: string, user: string) => Object.assign(new URL(url), { username: user }).href;

  it('the owner as the service', async () => {
    const made = await database();
    await refused(made, made.ownerUrl, /is de eigenaar van de tabellen.*Er is niets veranderd/);
  });

  it.each([
    ['a superuser', 'SUPERUSER', /is superuser/],
    ['a member of the owner', 'IN ROLE overdracht_owner', /is lid van de rol van de eigenaar/],
    ['who makes roles', 'CREATEROLE', /mag rollen maken/],
  ])('%s', async (_, attribute, words) => {
    const made = await database();
    await asSuperuser(`CREATE ROLE strong LOGIN PASSWORD 'x' ${attribute}`);
    try {
      await refused(made, as(made.appUrl, 'strong'), words);
    } finally {
      await asSuperuser('DROP ROLE strong');
    }
  });

  it('a role that is not there', async () => {
    const made = await database();
    await refused(made, as(made.appUrl, 'nobody_here'), /bestaat niet/);
  });

  it('the service too refuses to run as the owner', async () => {
    const made = await database(createTestDatabase);
    await expect(checkDatabase(ROOT, made.ownerUrl, 'rehearsal')).rejects.toThrow(/eigenaar van de tabellen/);
  });
});

describe('rights', () => {
  it('that an earlier release took from the owner are given back, and those of the service set anew', async () => {
    const made = await database(createTestDatabase);
    await query(
      made.ownerUrl,
      'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM overdracht_owner, overdracht_app',
    );
    await query(made.ownerUrl, `GRANT CREATE ON DATABASE ${made.name} TO overdracht_app`);
    await query(made.ownerUrl, 'GRANT DELETE ON audit_event TO overdracht_app');
    const { rights } = await migrate({ root: ROOT, ...made, mode: 'rehearsal' });
    expect(rights).toEqual(
      expect.arrayContaining(['+SELECT election', '-CREATE database', '-DELETE audit_event']),
    );
    expect((await migrate({ root: ROOT, ...made, mode: 'rehearsal' })).rights).toEqual([]);
    expect(await query(made.ownerUrl, 'SELECT mode FROM purpose')).toEqual([{ mode: 'rehearsal' }]);
    await expect(query(made.appUrl, 'DELETE FROM audit_event')).rejects.toThrow('permission denied');
    await expect(query(made.appUrl, 'CREATE SCHEMA mine')).rejects.toThrow('permission denied');
    await expect(query(made.appUrl, "UPDATE release SET oldest = ''")).rejects.toThrow('permission denied');
    expect(await query(made.appUrl, 'SELECT count(*)::int AS n FROM audit_event')).toEqual([{ n: 0 }]);
  });
});

describe('which release may run', () => {
  const contract = '29990101000000_contract';

  it('one behind the database runs on; one that is older than the database allows does not', async () => {
    const made = await database();
    await migrate({
      root: releaseWith({ '29981231000000_expand': 'SELECT 1;' }),
      ...made,
      mode: 'rehearsal',
    });
    await checkDatabase(ROOT, made.appUrl, 'rehearsal');
    expect(await up(ROOT, made)).toEqual([]);
    await up(releaseWith({ [contract]: `-- oldest: 29981231000000_expand\nSELECT 1;` }), made);
    await expect(checkDatabase(ROOT, made.appUrl, 'rehearsal')).rejects.toThrow(/te oud voor deze database/);
    await expect(up(ROOT, made)).rejects.toThrow(/te oud voor deze database/);
  });

  it('a database that is behind says what to run, and so does one that is empty or was forgotten', async () => {
    const made = await database();
    await expect(checkDatabase(ROOT, made.appUrl, 'rehearsal')).rejects.toThrow('node dist/main.js migrate');
    await migrate({ root: ROOT, ...made, mode: 'rehearsal' });
    const newer = releaseWith({ [contract]: 'SELECT 1;' });
    await expect(checkDatabase(newer, made.appUrl, 'rehearsal')).rejects.toThrow(
      'De database is ouder dan dit programma. Werk haar eerst bij: node dist/main.js migrate',
    );
    await expect(checkDatabase(ROOT, made.appUrl, 'real')).rejects.toThrow(/ingericht met MODE=rehearsal/);
    await expect(migrate({ root: ROOT, ...made, mode: 'real' })).rejects.toThrow(
      /ingericht met MODE=rehearsal/,
    );
  });
});
