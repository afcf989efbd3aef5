import pg from 'pg';
import { JobHandlers } from '../../src/platform/jobs/job-handlers.js';
import { openQueue, type JobQueue } from '../../src/platform/jobs/job-queue.js';
import { JobRunner } from '../../src/platform/jobs/job-runner.js';
import { add } from '../../src/platform/jobs/outbox.js';
import { OutboxStore } from '../../src/platform/jobs/outbox.store.js';
import { SweepStore } from '../../src/platform/jobs/sweep.store.js';
import { Live } from '../../src/platform/live/live.js';
import { Metrics } from '../../src/platform/metrics.js';
import { createLogger } from '../../src/platform/logger.js';
import { Database } from '../../src/platform/postgres/database.js';
import { createTestDatabase, runSql, type TestDatabase } from './database.js';

const log = createLogger(process.env['TEST_LOG'] ?? 'silent');

/** One worker process, as far as jobs go. */
export interface TestWorker {
  readonly handlers: JobHandlers;
  readonly outbox: OutboxStore;
  readonly runner: JobRunner;
  readonly metrics: Metrics;
}

/** A database, and the workers on it. */
export interface TestJobs {
  readonly db: Database;
  readonly database: TestDatabase;
  /** A worker that writes down each event of topic `work` in the transaction that does it. */
  worker(options?: { redisUrl?: string; wrap?: (queue: JobQueue) => JobQueue }): TestWorker;
  /** Hands over events with these names, in one transaction. */
  hand(topic: string, names: readonly string[]): Promise<void>;
  /** The names of the events that were done, one for each time, in order. */
  done(): Promise<string[]>;
  sql(statement: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Ends every connection of the application, as a database that restarts does. Gives how many. */
  cutConnections(): Promise<number>;
  /** Stops every worker. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function createTestJobs(): Promise<TestJobs> {
  const database = await createTestDatabase();
  const db = new Database(database.appUrl, 6);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  // a connection that the database ends while nobody uses it, as when it is dropped
  owner.on('error', () => undefined);
  await owner.query('CREATE TABLE did (name text); GRANT SELECT, INSERT ON did TO overdracht_app');
  const running: { runner: JobRunner; live: Live }[] = [];
  const stop = async () => {
    for (const { runner, live } of running.splice(0)) {
      await runner.stop();
      await live.onApplicationShutdown();
    }
  };
  return {
    db,
    database,
    worker({ redisUrl, wrap = (queue: JobQueue) => queue } = {}) {
      const handlers = new JobHandlers();
      const outbox = new OutboxStore(db, handlers);
      const live = new Live(database.appUrl, db, log);
      const metrics = new Metrics();
      const open = () => wrap(openQueue(database.appUrl, redisUrl ?? null, log));
      const pace = { relayEveryMs: 500, watchEveryMs: 500, wedgedAfterMs: 2_000 };
      const runner = new JobRunner(
        { openQueue: open, outbox, sweeps: new SweepStore(db), handlers, live, metrics, log },
        pace,
      );
      handlers.on('work', async (tx, { name }) => {
        await tx.$executeRaw`INSERT INTO did (name) VALUES (${name as string})`;
      });
      running.push({ runner, live });
      return { handlers, outbox, runner, metrics };
    },
    hand: (topic, names) =>
      db.transaction(async (tx) => {
        for (const name of names) await add(tx, topic, { name });
      }),
    async done() {
      const { rows } = await owner.query<{ name: string }>('SELECT name FROM did ORDER BY name');
      return rows.map(({ name }) => name);
    },
    sql: (statement, values) => runSql(database.ownerUrl, statement, values),
    stop,
    async cutConnections() {
      const { rowCount } = await runSql(
        database.appUrl,
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid() AND datname = current_database()',
      );
      return rowCount ?? 0;
    },
    async close() {
      await stop();
      await owner.end();
      await db.close();
      await database.drop();
    },
  };
}
