// One PostgreSQL for all integration tests, with a migrated template database that every test file copies.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const ROOT = path.resolve(import.meta.dirname, '../..');

function templateName() {
  const hash = createHash('sha256');
  const migrations = path.join(ROOT, 'prisma/migrations');
  for (const name of readdirSync(migrations, { recursive: true }).sort()) {
    hash.update(name);
    if (name.endsWith('.sql')) hash.update(readFileSync(path.join(migrations, name)));
  }
  hash.update(readFileSync(path.join(ROOT, 'dist/platform/postgres/privileges.js')));
  return `template_${hash.digest('hex').slice(0, 12)}`;
}

export default async function () {
  const { startEmbeddedPostgres } = await import('../../dist/platform/postgres/embedded.js');
  const { migrate } = await import('../../dist/platform/postgres/migrate.js');
  const dir = path.join(ROOT, 'var/test-postgres');
  const server = await startEmbeddedPostgres({ dir, durable: false, maxConnections: 300 });
  const at = (url, database) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const template = templateName();
  const admin = new pg.Client({ connectionString: server.superUrl });
  await admin.connect();
  const { rows } = await admin.query("SELECT datname FROM pg_database WHERE datname LIKE 't\\_%'");
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  const known = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (known.rowCount === 0) {
    const half = `${template}_${process.pid}`;
    await admin.query(`CREATE DATABASE ${half} OWNER overdracht_owner`);
    await migrate(ROOT, at(server.ownerUrl, half), at(server.appUrl, half));
    await admin.query(`ALTER DATABASE ${half} RENAME TO ${template}`);
  }
  await admin.end();
  process.env.TEST_POSTGRES = JSON.stringify({
    template,
    superUrl: server.superUrl,
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
  });
  globalThis.__postgres = server;
}
