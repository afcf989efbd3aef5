import pg from 'pg';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendWaiting } from '../../src/notify/send-waiting.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { PlatformProcess } from '../support/crash/platform-process.js';
import { MailServer } from '../support/mail-server.js';
import { askOften, eventually } from '../support/routing.js';
import { configureTk } from '../support/uploads.js';

const server = new MailServer();
let app: TestApp;
const electionId = 'TK2027';
let assen: TestPerson;

const ask = (times: number) => askOften(app, assen, times);

async function states(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await app.sql('SELECT state, count(*)::int AS n FROM dispatch GROUP BY state');
  return Object.fromEntries((rows as { state: string; n: number }[]).map(({ state, n }) => [state, n]));
}

/** Until so many were sent. */
const sent = (count: number) =>
  eventually(async () => ((await states())['sent'] === count ? true : null), 60_000);

const often = (times: number) => [...server.times.values()].filter((n) => n === times).length;

beforeAll(async () => {
  await server.start();
  app = await startApp({ settings: { smtp: server.address, leaseSeconds: 2 } });
  await configureTk(app);
  assen = await app.person(electionId, 'GSB', '0106');
});
afterAll(async () => {
  await app?.close();
  await server.stop();
});

describe('mail', () => {
  it('says that there is something to read, and where; never what', async () => {
    await ask(1);
    await sent(1);
    const text = server.taken[0]!.text;
    const row = await app.db.read.dispatch.findFirstOrThrow();
    expect(text).toMatch(/^Subject: OEFENING: Een ander orgaan vraagt u een bestand te leveren\r$/m);
    expect(text).toContain(`Message-ID: <${row.id}@localhost>`);
    expect(text).toContain(`/berichten/${row.noticeId}`);
    expect(text).not.toContain('Hoofdstembureau');
  });

  it('waits for a mail server that is gone, and loses and doubles nothing', async () => {
    await server.stop();
    await ask(40);
    await eventually(async () => ((await states())['waiting'] === 40 ? true : null));
    await server.start();
    await sent(41);
    expect(often(1)).toBe(41);
  });

  it('is given up when the address does not exist, and sent again when the Kiesraad says so', async () => {
    server.answer = () => ({ code: 550, text: 'geen brievenbus' });
    await ask(1);
    await eventually(async () => ((await states())['dead'] === 1 ? true : null));
    server.answer = () => null;
    const operator = await app.person(null, 'OPERATOR', 'OPERATOR', 'operator');
    const page = await (
      await app.ask('GET', '/opdrachten/post', { as: operator, headers: { accept: 'text/html' } })
    ).text();
    expect(page).toContain('geen brievenbus');
    await app.ask('POST', '/opdrachten/post/opnieuw', { as: operator, body: new URLSearchParams() });
    await sent(42);
    expect(often(1)).toBe(42);
  });

  it('comes again after a moment when the server says later', async () => {
    server.answer = () => ({ code: 451, text: 'straks' });
    await ask(1);
    await eventually(async () => ((await states())['waiting'] === 1 ? true : null));
    server.answer = () => null;
    await app.sql("UPDATE dispatch SET due_at = now() WHERE state = 'waiting'");
    await sent(43);
    expect(often(1)).toBe(43);
  });

  it('loses and doubles nothing when the database drops every connection in between', async () => {
    await ask(60);
    const client = new pg.Client({ connectionString: app.database.appUrl });
    await client.connect();
    for (let cut = 0; cut < 3; cut += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid() AND datname = current_database()',
      );
    }
    await client.end();
    await sent(103);
    expect(often(1)).toBe(103);
  });

  it('of a worker that is killed another sends the rest; only what was between its last byte and the answer can come twice', async () => {
    await app.get(SendWaiting).beforeApplicationShutdown();
    // the same objects, in the folder where a process looks for them
    const varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-mail-'));
    symlinkSync(app.varDir, path.join(varDir, 'rehearsal'));
    const options = { database: app.database, command: 'worker' as const, varDir };
    const settings = { SMTP_URL: `smtp://127.0.0.1:${server.port}`, LEASE_SECONDS: '1' };
    const first = await PlatformProcess.start({ ...options, settings });
    await ask(150);
    await eventually(async () => (server.times.size > 123 ? true : null));
    await first.end('SIGKILL');
    const { rows } = await app.sql(
      "SELECT id FROM dispatch WHERE state = 'sending' AND begun_at IS NOT NULL",
    );
    const second = await PlatformProcess.start({ ...options, settings });
    await sent(253);
    await second.end('SIGTERM');
    rmSync(varDir, { recursive: true });
    expect(server.times.size).toBe(253);
    const twice = [...server.times].flatMap(([id, n]) => (n === 1 ? [] : [id.split('@')[0]]));
    expect((rows as { id: string }[]).map(({ id }) => id)).toEqual(expect.arrayContaining(twice));
    expect(twice.length).toBeLessThanOrEqual(5);
  });
});
