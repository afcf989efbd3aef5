// The second column's migrated template, on the PostgreSQL of TEST_DATABASE_URL. Without it there is nothing to set up.
import path from 'node:path';
import pg from 'pg';
import { prepareRoles } from '../../tools/parts.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

export default async function () {
  const superUrl = process.env.TEST_DATABASE_URL;
  if (superUrl === undefined || process.env.TEST_POSTGRES_REAL !== undefined) return;
  const { migrate } = await import('../../dist/platform/postgres/migrate.js');
  const { ownerUrl, appUrl } = await prepareRoles(superUrl);
  const template = `migrated_${process.pid}`;
  const admin = new pg.Client({ connectionString: superUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${template} OWNER overdracht_owner`);
  await admin.end();
  const at = (url) => Object.assign(new URL(url), { pathname: `/${template}` }).href;
  await migrate({ root: ROOT, ownerUrl: at(ownerUrl), appUrl: at(appUrl) });
  process.env.TEST_POSTGRES_REAL = JSON.stringify({ template, superUrl, ownerUrl, appUrl });
}
