import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/postgres/embedded.js';
import { migrate } from '../../src/platform/postgres/migrate.js';
import { startApp, type TestApp } from '../support/app.js';
import { familyOf } from '../support/started-platform.js';
import { until } from '../support/until.js';

const ROOT = path.resolve(__dirname, '../..');

/** Its own PostgreSQL: to hang the one that all test files share would hang them too. */
let folder: string;
let postgres: EmbeddedPostgres;
let app: TestApp;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'overdracht-hang-'));
  postgres = await startEmbeddedPostgres({ dir: path.join(folder, 'postgres'), durable: false });
  const { ownerUrl, appUrl } = postgres;
  await migrate({ root: ROOT, ownerUrl, appUrl, mode: 'rehearsal' });
  const database = { name: 'overdracht', ownerUrl, appUrl, drop: async () => undefined };
  app = await startApp({ over: { database, varDir: path.join(folder, 'files') } });
});

afterAll(async () => {
  signal('SIGCONT');
  await app?.close();
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function postmaster(): number {
  const at = readFileSync(path.join(postgres.dataDir, 'postmaster.pid'), 'utf8');
  return Number(at.split('\n')[0]);
}

function signal(name: NodeJS.Signals): void {
  for (const { pid } of familyOf(postmaster())) process.kill(pid, name);
}

const health = async () => {
  const answer = await app.ask('GET', '/health/ready');
  return {
    status: answer.status,
    body: (await answer.json()) as { status: string; parts: Record<string, string> },
  };
};

describe('health', () => {
  it('tells load balancers and kubelet, which know only an address, whether it lives and is ready', async () => {
    const { port } = new URL(app.baseUrl);
    for (const asked of ['/health/live', '/health/ready', '/gezondheid']) {
      const status = await new Promise((resolve, reject) => {
        const headers = { host: `127.0.0.1:${port}` };
        http
          .get({ host: 'localhost', port, path: asked, headers }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          })
          .on('error', reject);
      });
      expect([asked, status]).toEqual([asked, 200]);
    }
    expect(await health()).toMatchObject({
      status: 200,
      body: { status: 'ok', parts: { database: 'ok', site: 'ok' } },
    });
  });

  it('keeps at most ten connections to the database when nothing happens', async () => {
    let open = Infinity;
    await until(async () => (open = await connections()) <= 10, 30_000);
    expect(open).toBeLessThanOrEqual(10);
  });
});

async function connections(): Promise<number> {
  const { rows } = await app.sql(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = 'overdracht_app'",
  );
  return (rows[0] as { n: number }).n;
}

describe('a PostgreSQL that hangs', () => {
  it('costs whoever asks a sentence and a time to come back, and nothing once it goes on', async () => {
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    expect((await app.ask('GET', '/v1/verkiezingen', { as: operator })).status).toBe(200);
    signal('SIGSTOP');
    const from = performance.now();
    const [asked, page, told] = await Promise.all([
      app.ask('GET', '/v1/verkiezingen', { as: operator }),
      app.ask('GET', '/logboek', { as: operator, headers: { accept: 'text/html' } }),
      health(),
    ]);
    expect(performance.now() - from).toBeLessThan(25_000);
    expect(asked.status).toBe(503);
    expect(Number(asked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await asked.json()).toMatchObject({ code: 'platform.unavailable' });
    expect(page.status).toBe(503);
    expect(await page.text()).toMatch(/Een deel van het platform antwoordt niet/);
    expect(told).toMatchObject({
      status: 503,
      body: { parts: { database: expect.not.stringMatching('^ok$') as string } },
    });

    signal('SIGCONT');
    const again = async () => (await app.ask('GET', '/v1/verkiezingen', { as: operator })).status === 200;
    await until(again, 30_000);
    expect(await health()).toMatchObject({ status: 200 });
  });
});
