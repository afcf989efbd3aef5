import { Live } from '../../src/platform/live/live.js';
import { publish, type Note } from '../../src/platform/live/publish.js';
import { createLogger } from '../../src/platform/logger.js';
import { Database } from '../../src/platform/postgres/database.js';
import { createTestDatabase, runSql, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

describe('what processes tell each other', () => {
  let database: TestDatabase;
  let db: Database;
  const lives: Live[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    db = new Database(database.appUrl, 4);
  });
  afterEach(async () => {
    await Promise.all(lives.splice(0).map((live) => live.onApplicationShutdown()));
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  function listener(url = database.appUrl): Live {
    const live = new Live(url, db, createLogger('silent'));
    lives.push(live);
    return live;
  }

  async function hearing(live: Live): Promise<Note[]> {
    const notes: Note[] = [];
    live.subscribe('test', { heard: (note) => notes.push(note) });
    await until(() => live.hears);
    return notes;
  }

  const tell = (note: Note, channel = 'test') => db.transaction((tx) => publish(tx, channel, note));

  const asOwner = (statement: string) => runSql(database.ownerUrl, statement);

  /** The connections of the application's role may be ended by that role itself. */
  async function cutListeners(): Promise<number> {
    const { rowCount } = await runSql(
      database.appUrl,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'live' AND datname = current_database()",
    );
    return rowCount ?? 0;
  }

  it('reaches every process that subscribed, at commit and never before or without it', async () => {
    const [one, two] = [await hearing(listener()), await hearing(listener())];
    await db.transaction(async (tx) => {
      await publish(tx, 'test', { id: 1 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(one).toEqual([]);
    });
    await db
      .transaction(async (tx) => {
        await publish(tx, 'test', { id: 'rolled back' });
        throw new Error('no');
      })
      .catch(() => undefined);
    await tell({ id: 'elsewhere' }, 'other');
    await tell({ id: 2, ok: true, none: null });
    await until(() => one.length === 2 && two.length === 2);
    expect(one).toEqual([{ id: 1 }, { id: 2, ok: true, none: null }]);
    expect(two).toEqual(one);
  });

  it('refuses a note that is not small', async () => {
    await expect(tell({ text: 'x'.repeat(8000) })).rejects.toThrow('too large');
  });

  it('listens again after its connection was cut, and looks at once for what it missed', async () => {
    const live = listener();
    const notes = await hearing(live);
    let polls = 0;
    live.subscribe('test', {
      heard: () => undefined,
      poll: async () => void (polls += 1),
      pollMs: 3_600_000,
    });
    expect(await cutListeners()).toBe(1);
    await tell({ id: 'missed' });
    await until(() => polls > 0);
    await until(() => live.hears);
    await tell({ id: 'after' });
    await until(() => notes.some(({ id }) => id === 'after'));
  });

  it('wakes who waits as soon as it is there', async () => {
    const live = listener();
    await hearing(live);
    let done = false;
    const started = performance.now();
    const waiting = live.waitFor('test', {
      matches: ({ id }) => id === 'mine',
      look: async () => (done ? 'found' : null),
      timeoutMs: 20_000,
    });
    await tell({ id: 'yours' });
    done = true;
    await tell({ id: 'mine' });
    expect(await waiting).toBe('found');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('finds what was there before, gives null when it never comes, and stops when asked', async () => {
    const live = listener();
    const never = { matches: () => true, look: async () => null, timeoutMs: 100 };
    expect(await live.waitFor('test', { ...never, look: async () => 'there' })).toBe('there');
    expect(await live.waitFor('test', never)).toBeNull();
    const stop = new AbortController();
    const waiting = live.waitFor('test', { ...never, timeoutMs: 3_600_000, signal: stop.signal });
    stop.abort();
    expect(await waiting).toBeNull();
    await expect(
      live.waitFor('test', { ...never, look: () => Promise.reject(new Error('broken')) }),
    ).rejects.toThrow('broken');
  });

  it('goes by its poll where no notes come through, as behind a pooler', async () => {
    const nowhere = Object.assign(new URL(database.appUrl), { port: '1' }).href;
    const live = listener(nowhere);
    let polls = 0;
    live.subscribe('test', {
      heard: () => undefined,
      poll: async () => {
        polls += 1;
        if (polls === 1) throw new Error('once');
      },
    });
    let done = false;
    const waiting = live.waitFor('test', {
      matches: () => true,
      look: async () => (done ? 'found' : null),
      timeoutMs: 20_000,
    });
    done = true;
    expect(await waiting).toBe('found');
    await until(() => polls > 1);
    expect(live.hears).toBe(false);
  });

  it('survives a note that is not ours', async () => {
    const live = listener();
    const notes = await hearing(live);
    await asOwner("SELECT pg_notify('live', 'nonsense')");
    await asOwner(`SELECT pg_notify('live', '{"channel": "test", "note": {"id": [1]}}')`);
    await tell({ id: 'whole' });
    await until(() => notes.length > 0);
    expect(notes).toEqual([{ id: 'whole' }]);
  });
});
