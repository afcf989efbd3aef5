import { setTimeout as sleep } from 'node:timers/promises';
import type { Sweep } from '../../src/platform/jobs/job-handlers.js';
import { SweepStore } from '../../src/platform/jobs/sweep.store.js';
import { Sweeper } from '../../src/platform/jobs/sweeper.js';
import { createLogger } from '../../src/platform/logger.js';
import { createTestJobs, type TestJobs } from '../support/jobs.js';
import { until } from '../support/until.js';

describe('sweeps', () => {
  let jobs: TestJobs;
  const sweepers: Sweeper[] = [];
  beforeEach(async () => {
    jobs = await createTestJobs();
  });
  afterEach(async () => {
    await Promise.all(sweepers.splice(0).map((sweeper) => sweeper.stop()));
    await jobs.close();
  });

  function start(sweeps: Record<string, Sweep>): void {
    const entries = new Map(Object.entries(sweeps));
    const sweeper = new Sweeper(new SweepStore(jobs.db), entries, createLogger('silent'));
    sweepers.push(sweeper);
    sweeper.start();
  }

  it('run in one process at a time', async () => {
    let now = 0;
    let most = 0;
    let rounds = 0;
    const alone: Sweep = {
      everyMs: 1,
      run: async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(300);
        now -= 1;
        rounds += 1;
        return 0;
      },
    };
    for (let i = 0; i < 3; i += 1) start({ alone });
    await until(() => rounds >= 4);
    expect(most).toBe(1);
  });

  it('keep their own pace: a slow and a failing one hold up no other', async () => {
    let free = (): void => undefined;
    const stuck = new Promise<void>((resolve) => (free = resolve));
    let quick = 0;
    let hourly = 0;
    start({
      slow: { everyMs: 1, run: async () => stuck.then(() => 0) },
      failing: { everyMs: 1, run: () => Promise.reject(new Error('broken')) },
      quick: { everyMs: 1, run: async () => (quick += 1) },
      hourly: { everyMs: 3_600_000, run: async () => (hourly += 1) },
    });
    await until(() => quick >= 3);
    expect(hourly).toBe(1);
    const { rows } = await jobs.sql(
      `SELECT name, last_ok IS NOT NULL AS ok, last_error, leased_until IS NOT NULL AS held,
        next_at > now() + interval '50 minutes' AS later FROM sweep WHERE name <> 'quick' ORDER BY name`,
    );
    free();
    expect(rows).toEqual([
      {
        name: 'failing',
        ok: false,
        last_error: 'Error: broken',
        held: expect.any(Boolean) as boolean,
        later: false,
      },
      { name: 'hourly', ok: true, last_error: null, held: false, later: true },
      { name: 'slow', ok: false, last_error: null, held: true, later: false },
    ]);
  });

  it('are taken over from a process that is gone, and not before', async () => {
    let rounds = 0;
    await jobs.sql(`INSERT INTO sweep (name, leased_by, leased_until) VALUES
      ('left', gen_random_uuid(), now() + interval '1 hour')`);
    start({ left: { everyMs: 3_600_000, run: async () => (rounds += 1) } });
    await sleep(2_500);
    expect(rounds).toBe(0);
    await jobs.sql("UPDATE sweep SET leased_until = now() - interval '1 millisecond'");
    await until(() => rounds === 1);
  });

  it('remember in the database when they ran: a start does not repeat them', async () => {
    let rounds = 0;
    const hourly: Sweep = { everyMs: 3_600_000, run: async () => (rounds += 1) };
    start({ hourly });
    await until(
      async () => (await jobs.sql('SELECT 1 FROM sweep WHERE last_ok IS NOT NULL')).rows.length === 1,
    );
    start({ hourly });
    await sleep(2_500);
    expect(rounds).toBe(1);
  });
});
