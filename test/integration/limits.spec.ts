import {
  countAttempt,
  LOGGED_IN_ALL,
  LOGGED_PER_ORIGIN,
  MOST_KINDS,
} from '../../src/audit/attempt-count.store.js';
import { countOne as counted, forgetTallies, OTHERS } from '../../src/platform/limits/tally.store.js';
import { createTestJobs, type TestJobs } from '../support/jobs.js';
import { Database } from '../../src/platform/postgres/database.js';

const countOne = async (...of: Parameters<typeof counted>) => (await counted(...of)).count;

describe('what is counted over all processes', () => {
  let jobs: TestJobs;
  let other: Database;
  beforeAll(async () => {
    jobs = await createTestJobs();
    other = new Database(jobs.database.appUrl, 4);
  });
  afterAll(async () => {
    await other.close();
    await jobs.close();
  });
  /** Longer than any test: what is counted here all falls in one stretch. */
  const day = 86_400 * 3650;
  const attempt = { origin: '192.0.2.0/24', action: 'access.attempted', route: '/x', code: 'c' };
  const counts = async () => {
    const { rows } = await jobs.sql(
      'SELECT origin, action, route, code, count FROM attempt_count ORDER BY count DESC',
    );
    return rows as (typeof attempt & { readonly count: number })[];
  };
  const sum = async () => (await counts()).reduce((total, { count }) => total + count, 0);
  beforeEach(() => jobs.sql('TRUNCATE tally, attempt_count'));

  it('is one count, whoever counts', async () => {
    const tallied = { kind: 'a', windowS: day, mostNetworks: 10 };
    const got = await Promise.all(
      Array.from({ length: 40 }, (_, i) => countOne(i % 2 === 0 ? jobs.db : other, tallied, 'n')),
    );
    expect(got.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(await countOne(other, { ...tallied, kind: 'b' }, 'n')).toBe(1);
  });

  it('takes a bounded number of rows, and no known network into the common count', async () => {
    const tallied = { kind: 'a', windowS: day, mostNetworks: 3 };
    for (const network of ['1', '2', '3', '4', '5', '6']) await countOne(jobs.db, tallied, network);
    expect(await countOne(jobs.db, tallied, '1')).toBe(2);
    expect(await countOne(jobs.db, tallied, '7')).toBe(4);
    const { rows } = await jobs.sql('SELECT network, count FROM tally ORDER BY network');
    expect(rows).toEqual([
      { network: '1', count: 2 },
      { network: '2', count: 1 },
      { network: '3', count: 1 },
      { network: OTHERS, count: 4 },
    ]);
  });

  it('goes when its time is over, by the clock of the database', async () => {
    await jobs.sql(
      `INSERT INTO tally VALUES ('a', now() - interval '2 hours', 'old', 1), ('a', now(), 'new', 1)`,
    );
    expect(await forgetTallies(jobs.db)).toBe(1);
    expect((await jobs.sql('SELECT network FROM tally')).rows).toEqual([{ network: 'new' }]);
  });

  it('logs the first attempts of an origin and counts the rest by route and code, also of two processes', async () => {
    const logged = await Promise.all(
      Array.from({ length: 100 }, (_, i) => countAttempt(i % 2 === 0 ? jobs.db : other, attempt)),
    );
    await countAttempt(jobs.db, { ...attempt, route: null, code: 'd' });
    // ten minutes may have ended meanwhile: then the first are logged again
    const first = logged.filter(Boolean).length;
    expect([LOGGED_PER_ORIGIN, 2 * LOGGED_PER_ORIGIN]).toContain(first);
    expect(await sum()).toBe(101 - first);
    expect(await counts()).toContainEqual({ ...attempt, route: '', code: 'd', count: 1 });
    expect(await countAttempt(jobs.db, { ...attempt, origin: '198.51.100.0/24' })).toBe(true);
  });

  it('holds few rows of an origin that tries everything, and loses no count', async () => {
    for (let i = 0; i < 100; i += 1)
      await countAttempt(jobs.db, { ...attempt, route: `/${i}`, code: `c${i}` });
    const rows = await counts();
    expect(rows.length).toBeLessThanOrEqual(2 * (MOST_KINDS + 1));
    expect(await sum()).toBeGreaterThanOrEqual(100 - 2 * LOGGED_PER_ORIGIN);
    expect(rows).toContainEqual(expect.objectContaining({ origin: attempt.origin, route: '', code: '' }));
  });

  it('logs a bounded number of lines of all origins together', async () => {
    await countAttempt(jobs.db, attempt);
    await jobs.sql("UPDATE tally SET count = $1 WHERE kind = 'attempt.logged'", [LOGGED_IN_ALL - 1]);
    const origins = ['203.0.1.0/24', '203.0.2.0/24', '203.0.3.0/24'];
    const logged = [];
    for (const origin of origins) logged.push(await countAttempt(jobs.db, { ...attempt, origin }));
    expect(logged).toEqual([true, false, false]);
    expect((await counts()).map(({ origin }) => origin).sort()).toEqual(origins.slice(1));
  });
});
