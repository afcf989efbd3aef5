// One PostgreSQL for this run of the tests, with a migrated template database that every test file copies. Runs beside
// each other do not meet: each has a server and a folder of its own, and clears away those of runs that were killed.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const ROOT = path.resolve(import.meta.dirname, '../..');
const HOME = path.join(ROOT, 'var/test-postgres');
const TEMPLATE = 'migrated';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A run that was killed left its server running: it is taken over, stopped and removed. */
async function clearAway(startEmbeddedPostgres) {
  for (const name of existsSync(HOME) ? readdirSync(HOME) : []) {
    if (isAlive(Number(name))) continue;
    const dir = path.join(HOME, name);
    if (existsSync(path.join(dir, 'data', 'postmaster.pid')))
      await startEmbeddedPostgres({ dir, durable: false }).then(
        (left) => left.stop(),
        () => undefined,
      );
    rmSync(dir, { recursive: true, force: true });
  }
}

export default async function () {
  if (globalThis.__postgres !== undefined) return;
  const { startEmbeddedPostgres } = await import('../../dist/platform/postgres/embedded.js');
  const { migrate } = await import('../../dist/platform/postgres/migrate.js');
  await clearAway(startEmbeddedPostgres);
  const dir = path.join(HOME, String(process.pid));
  mkdirSync(dir, { recursive: true });
  const server = await startEmbeddedPostgres({ dir, durable: false, maxConnections: 300 });
  globalThis.__postgres = { server, dir };
  const at = (url, database) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const admin = new pg.Client({ connectionString: server.superUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE} OWNER overdracht_owner`);
  await admin.end();
  await migrate({ root: ROOT, ownerUrl: at(server.ownerUrl, TEMPLATE), appUrl: at(server.appUrl, TEMPLATE) });
  process.env.TEST_POSTGRES = JSON.stringify({
    template: TEMPLATE,
    superUrl: server.superUrl,
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
  });
}
