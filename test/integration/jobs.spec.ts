import { MOST_ATTEMPTS, tryAgain } from '../../src/platform/jobs/outbox.store.js';
import { createTestJobs, type TestJobs } from '../support/jobs.js';
import { findProgram, startRedis, type Part } from '../../tools/parts.mjs';
import { until } from '../support/until.js';

const HAS_REDIS = findProgram('redis-server') !== null;

const names = (count: number, stem = 'e') =>
  Array.from({ length: count }, (_, i) => `${stem}${String(i).padStart(3, '0')}`);

const backends = [
  { backend: 'PostgreSQL', runs: true },
  { backend: HAS_REDIS ? 'Redis' : 'Redis (skipped: no redis-server on PATH)', runs: HAS_REDIS },
];

describe.each(backends)('events on $backend', ({ backend, runs }) => {
  const here = runs ? it : it.skip;
  let jobs: TestJobs;
  let redis: Part | null = null;
  let queue: { redisUrl?: string };

  beforeAll(async () => {
    if (!runs) return;
    if (backend === 'Redis') redis = await startRedis();
    queue = redis === null ? {} : { redisUrl: redis.url };
  });
  beforeEach(async () => {
    if (runs) jobs = await createTestJobs();
  });
  afterEach(async () => {
    if (runs) await jobs.close();
  });
  afterAll(async () => redis?.stop());

  const isDone = (expected: readonly string[]) =>
    until(async () => (await jobs.done()).length >= expected.length);
  const swept = async () =>
    (await jobs.sql("SELECT payload->>'name' AS name FROM outbox WHERE swept ORDER BY id")).rows.map(
      ({ name }) => name as string,
    );

  /** Sooner or later an event is done by the queue itself again, and until then by the sweep. */
  async function expectQueueToServe(stem: string): Promise<void> {
    for (let i = 0; ; i += 1) {
      const name = `${stem} ${i}`;
      await until(() =>
        jobs.hand('work', [name]).then(
          () => true,
          () => false,
        ),
      );
      await until(async () => (await jobs.done()).includes(name));
      if (!(await swept()).includes(name)) break;
    }
    const done = await jobs.done();
    expect(new Set(done).size).toBe(done.length);
  }

  here('does each event once when two workers are at it', async () => {
    jobs.worker(queue).runner.start();
    jobs.worker(queue).runner.start();
    const all = names(150);
    for (let i = 0; i < all.length; i += 10) await jobs.hand('work', all.slice(i, i + 10));
    await isDone(all);
    expect(await jobs.done()).toEqual(all);
    const { rows } = await jobs.sql('SELECT count(*)::int AS open FROM outbox WHERE done_at IS NULL');
    expect(rows).toEqual([{ open: 0 }]);
  });

  here('does what a relay took and never told the queue of', async () => {
    await jobs.hand('work', ['lost']);
    await jobs.sql('UPDATE outbox SET relayed_at = now()');
    jobs.worker(queue).runner.start();
    await isDone(['lost']);
    expect(await swept()).toEqual(['lost']);
  });

  here('does what the queue forgot', async () => {
    const forgetful = jobs.worker({ ...queue, wrap: (real) => ({ ...real, add: async () => undefined }) });
    forgetful.runner.start();
    const all = names(5);
    await jobs.hand('work', all);
    await isDone(all);
    expect(await jobs.done()).toEqual(all);
    expect(await swept()).toEqual(all);
  });

  here('does what a queue that is gone could not be told, and tells it when it is back', async () => {
    let gone = true;
    const { outbox, runner } = jobs.worker({
      ...queue,
      wrap: (real) => ({
        ...real,
        add: async (ids) => (gone ? Promise.reject(new Error('gone')) : real.add(ids)),
      }),
    });
    runner.start();
    await jobs.hand('work', ['meanwhile']);
    await isDone(['meanwhile']);
    gone = false;
    await jobs.hand('work', ['after']);
    await isDone(['meanwhile', 'after']);
    expect(await swept()).toEqual(['meanwhile']);
    expect(await outbox.figures()).toEqual({ waiting: 0, queueAge: 0, relayLag: 0, dead: 0 });
  });

  here('makes a worker anew that stopped taking jobs', async () => {
    let made = 0;
    const { runner } = jobs.worker({
      ...queue,
      wrap: (real) => ({
        ...real,
        work(take) {
          made += 1;
          return made === 1 ? { close: async () => undefined } : real.work(take);
        },
      }),
    });
    runner.start();
    await jobs.hand('work', ['while wedged']);
    await isDone(['while wedged']);
    await until(() => made === 2);
    await jobs.hand('work', ['afterwards']);
    await isDone(['while wedged', 'afterwards']);
    expect(await swept()).not.toContain('afterwards');
  });

  if (backend === 'PostgreSQL') {
    it('goes on after every connection to the database was cut', async () => {
      jobs.worker(queue).runner.start();
      await jobs.hand('work', ['a before']);
      await isDone(['a before']);
      const cut = await jobs.cutConnections();
      expect(cut).toBeGreaterThan(1);
      await expectQueueToServe('b after');
    });
    return;
  }

  here('loses nothing to a Redis that is killed', async () => {
    jobs.worker(queue).runner.start();
    await jobs.hand('work', ['a before']);
    await isDone(['a before']);
    await redis!.kill();
    const during = names(20, 'b during');
    for (const name of during) await jobs.hand('work', [name]);
    await isDone(['a before', ...during]);
    await redis!.start();
    await expectQueueToServe('c after');
  });
});

describe('events that fail', () => {
  let jobs: TestJobs;
  beforeEach(async () => {
    jobs = await createTestJobs();
  });
  afterEach(() => jobs.close());

  it('do not keep the others waiting, and back off', async () => {
    const { handlers, runner } = jobs.worker();
    handlers.on('poison', async (tx) => {
      await tx.$executeRaw`INSERT INTO did (name) VALUES ('never kept')`;
      throw new TypeError(`broken\n\u0000${'x'.repeat(1000)}`);
    });
    await jobs.hand('poison', names(100));
    const good = names(10, 'good');
    await jobs.hand('work', good);
    runner.start();
    await until(async () => (await jobs.done()).length === good.length);
    await until(async () => {
      const { rows } = await jobs.sql('SELECT 1 FROM outbox WHERE attempts > 0');
      return rows.length === 100;
    });
    expect(await jobs.done()).toEqual(good);
    const { rows } = await jobs.sql(
      `SELECT DISTINCT done_at, dead_at, length(last_error) AS long, last_error LIKE 'TypeError: broken xxx%' AS told,
         next_attempt_at > created_at + interval '4 seconds' AS later FROM outbox WHERE topic = 'poison' AND attempts = 1`,
    );
    expect(rows).toEqual([{ done_at: null, dead_at: null, long: 300, told: true, later: true }]);
  });

  it('are done apart from those that waited with them', async () => {
    const { handlers, runner } = jobs.worker();
    const together: number[] = [];
    handlers.onAll('many', async (tx, payloads) => {
      together.push(payloads.length);
      if (payloads.some(({ name }) => name === 'm007')) throw new Error('not this one');
      for (const { name } of payloads)
        await tx.$executeRaw`INSERT INTO did (name) VALUES (${name as string})`;
    });
    const all = names(40, 'm');
    await jobs.hand('many', all);
    runner.start();
    await until(async () => (await jobs.done()).length === all.length - 1);
    expect(await jobs.done()).toEqual(all.filter((name) => name !== 'm007'));
    expect(together.filter((count) => count === 10)).toHaveLength(4);
    const { rows } = await jobs.sql("SELECT payload->>'name' AS name FROM outbox WHERE attempts > 0");
    expect(rows).toEqual([{ name: 'm007' }]);
  });

  it('are dead after their last attempt, and live again when somebody says so', async () => {
    let mended = false;
    const { handlers, outbox, runner } = jobs.worker();
    handlers.on('fragile', async (tx, { name }) => {
      if (!mended) throw new Error('not yet');
      await tx.$executeRaw`INSERT INTO did (name) VALUES (${name as string})`;
    });
    await jobs.hand('fragile', ['one', 'two', 'three']);
    await jobs.sql('UPDATE outbox SET attempts = $1', [MOST_ATTEMPTS - 1]);
    runner.start();
    await until(async () => (await outbox.dead(10)).length === 3);
    const dead = await outbox.dead(10);
    expect(dead[0]).toMatchObject({ topic: 'fragile', attempts: MOST_ATTEMPTS, lastError: 'Error: not yet' });
    expect(await outbox.figures()).toMatchObject({ waiting: 0, dead: 3 });
    mended = true;
    expect(await jobs.db.transaction((tx) => tryAgain(tx, dead[1]!.id))).toBe(1);
    await until(async () => (await jobs.done()).length === 1);
    expect(await jobs.done()).toEqual(['two']);
    expect(await jobs.db.transaction((tx) => tryAgain(tx, dead[1]!.id))).toBe(0);
    expect(await jobs.db.transaction((tx) => tryAgain(tx, null))).toBe(2);
    await until(async () => (await jobs.done()).length === 3);
    expect(await outbox.dead(10)).toEqual([]);
  });

  it('include those that nobody here listens to: a newer release may', async () => {
    const { outbox, runner, metrics } = jobs.worker();
    runner.start();
    await jobs.hand('unheard of', ['later']);
    await until(async () => {
      const { rows } = await jobs.sql("SELECT 1 FROM outbox WHERE last_error LIKE '%nobody listens%'");
      return rows.length === 1;
    });
    expect((await outbox.figures()).waiting).toBe(1);
    const { text } = await metrics.text();
    expect(text).toMatch(/^overdracht_queue_waiting_events 1$/m);
    expect(text).toMatch(/^overdracht_queue_age_seconds 0$/m);
    expect(text).toMatch(/^overdracht_dead_events 0$/m);
  });

  it('go after a week when they were done, by the time of the database', async () => {
    const { outbox } = jobs.worker();
    await jobs.hand('work', ['old', 'new']);
    await jobs.sql(
      "UPDATE outbox SET done_at = now() - CASE payload->>'name' WHEN 'old' THEN interval '8 days' ELSE interval '6 days' END",
    );
    expect(await outbox.prune()).toBe(1);
    const { rows } = await jobs.sql("SELECT payload->>'name' AS name FROM outbox");
    expect(rows).toEqual([{ name: 'new' }]);
  });
});
