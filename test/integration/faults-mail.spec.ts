import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { MailServer } from '../support/mail-server.js';
import { ManyProcesses } from '../support/many-processes.js';
import { askOften, eventually } from '../support/routing.js';
import { until } from '../support/until.js';
import { configureTk } from '../support/uploads.js';

/** Notices of each round, and after how many of their mails the part dies. */
const NOTICES = 120;
const DIES_AFTER = 40;
/** What one worker sends at a time (ADR 0072): so many mails at most may come twice when it is killed. */
const HANDS = 5;

describe('mail, while the mail server, a worker and PostgreSQL die in turn', () => {
  const server = new MailServer();
  let platform: ManyProcesses;
  let app: TestApp;
  let assen: TestPerson;
  let varDir: string;
  let asked = 0;
  /** Rows that a killed worker left between their last byte and the answer. */
  let inDoubt: readonly string[] = [];

  const worker = () =>
    platform.worker({ SMTP_URL: `smtp://127.0.0.1:${server.port}`, LEASE_SECONDS: '2', JUDGES: '1' });

  beforeAll(async () => {
    // so that mails are mostly where it matters: the last byte went, the answer did not come yet
    server.thinks = 150;
    await server.start();
    platform = await ManyProcesses.prepare();
    varDir = mkdtempSync(path.join(tmpdir(), 'overdracht-faults-'));
    const { database, shared } = platform;
    app = await startApp({ over: { database, varDir }, worker: false, judging: false, shared });
    await configureTk(app);
    assen = await app.person('TK2027', 'GSB', '0106');
    platform.workers.push(...(await Promise.all([worker(), worker()])));
  });
  afterAll(async () => {
    await app?.app.stop();
    await platform?.stop();
    await server.stop();
    rmSync(varDir, { recursive: true, force: true });
  });

  const twice = () => [...server.times].flatMap(([id, n]) => (n === 1 ? [] : [id.split('@')[0]!]));

  /** Asks, lets `fault` happen in the middle of the mails, and waits until the database says that all were sent. */
  async function mailThrough(fault: () => Promise<void>): Promise<void> {
    const before = server.times.size;
    await askOften(app, assen, NOTICES);
    asked += NOTICES;
    await until(() => server.times.size >= before + DIES_AFTER, 60_000);
    expect(server.times.size).toBeLessThan(asked);
    await fault();
    await eventually(async () => {
      const { rows } = await app.sql("SELECT count(*)::int AS n FROM dispatch WHERE state = 'sent'");
      return (rows[0] as { n: number }).n === asked ? true : null;
    }, 60_000);
    expect(server.times.size).toBe(asked);
  }

  it('the mail server hangs up on everybody, is gone for a moment and comes back: each arrives once', async () => {
    await mailThrough(async () => {
      await server.stop();
      const { rows } = await app.sql("SELECT count(*)::int AS n FROM dispatch WHERE state <> 'sent'");
      expect((rows[0] as { n: number }).n).toBeGreaterThan(0);
      await server.start();
    });
    expect(twice()).toEqual([]);
  });

  it('PostgreSQL, by kill -9, and it comes back: each arrives once', async () => {
    await mailThrough(async () => {
      await platform.postgres.kill();
      await platform.postgres.start();
    });
    expect(twice()).toEqual([]);
  });

  it('one of two workers, by kill -9: twice comes only what it had between last byte and answer', async () => {
    await mailThrough(async () => {
      const { rows: holds } = await app.sql(
        "SELECT worker FROM dispatch WHERE state = 'sending' GROUP BY worker",
      );
      expect(holds).toHaveLength(2);
      await platform.workers[0]!.end('SIGKILL');
      const { rows } = await app.sql(
        "SELECT id FROM dispatch WHERE state = 'sending' AND begun_at IS NOT NULL",
      );
      inDoubt = (rows as { id: string }[]).map(({ id }) => id);
      platform.workers[0] = await worker();
    });
    expect(inDoubt.length).toBeGreaterThan(0);
    expect(twice().filter((id) => !inDoubt.includes(id))).toEqual([]);
    expect(twice().length).toBeLessThanOrEqual(HANDS);
  });
});
