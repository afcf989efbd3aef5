import { createPostgresBackend, createRedisBackend, Queue, Worker, type PgPool } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Logger } from '../logger.js';

const QUEUE = 'outbox';
const PREFIX = 'overdracht';
const CONCURRENCY = 4;
const EVENTS_PER_JOB = 20;
const PREFIX_OF_ID = 'event-';
/** BullMQ's own connections: one that listens, the others for its work; these close when idle. */
const MOST_CONNECTIONS = 4;
const IDLE_MS = 5_000;
const ADD_MS = 2_000;
const CLOSE_MS = 5_000;

/** A worker that takes jobs until it is closed. */
export interface JobWorker {
  close(): Promise<void>;
}

/** The queue: jobs that each name a few events, by id alone. A job is a hint; it may be lost or come twice. */
export interface JobQueue {
  /** Throws when the queue did not take them within two seconds. */
  add(ids: readonly bigint[]): Promise<void>;
  work(take: (ids: readonly bigint[]) => Promise<void>): JobWorker;
  close(): Promise<void>;
}

/** What BullMQ is given to reach its store with, and how that is let go. */
interface Connection {
  readonly handle: PgPool | Redis;
  close(): Promise<void>;
}

interface Store {
  readonly backend: typeof createPostgresBackend | typeof createRedisBackend;
  /** For the queue and for each worker apart; PostgreSQL gives all of them one pool. */
  connect(): Connection;
  close(): Promise<void>;
}

function postgresStore(url: string, log: Logger): Store {
  const pool = new pg.Pool({
    connectionString: url,
    options: '-c search_path=bullmq',
    application_name: 'queue',
    max: MOST_CONNECTIONS,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  pool.on('error', (error) => log.warn({ error }, 'een verbinding van de wachtrij viel weg'));
  return {
    backend: createPostgresBackend,
    connect: () => ({ handle: pool as unknown as PgPool, close: async () => undefined }),
    close: () => pool.end(),
  };
}

function redisStore(url: string, log: Logger): Store {
  return {
    backend: createRedisBackend,
    connect() {
      // BullMQ wants null: a blocked worker waits for Redis to come back rather than fail
      const redis = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 5_000 });
      redis.on('error', (error) => log.warn({ error }, 'Redis is niet te bereiken'));
      // a worker makes a second one of it, and leaves that trying for ever when it is closed while Redis is gone
      const made = [redis];
      const duplicate = redis.duplicate.bind(redis);
      redis.duplicate = (override) => {
        const copy = duplicate(override);
        made.push(copy);
        return copy;
      };
      return { handle: redis, close: async () => made.forEach((each) => each.disconnect()) };
    },
    close: async () => undefined,
  };
}

/** As many jobs as there are hands, while they are few; when many wait, fewer round trips. */
function inJobs(ids: readonly bigint[]): bigint[][] {
  const size = Math.min(EVENTS_PER_JOB, Math.ceil(ids.length / CONCURRENCY));
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size));
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Makes the queue: on Redis when there is a `redisUrl`, otherwise on the database. Connects by itself, also later. */
export function openQueue(databaseUrl: string, redisUrl: string | null, log: Logger): JobQueue {
  const store = redisUrl === null ? postgresStore(databaseUrl, log) : redisStore(redisUrl, log);
  const options = (connection: Connection) => ({ connection: connection.handle as PgPool, prefix: PREFIX });
  const forQueue = store.connect();
  const queue = new Queue(QUEUE, options(forQueue), store.backend as typeof createPostgresBackend);
  queue.on('error', (error) => log.warn({ error }, 'de wachtrij meldde een fout'));

  async function letGo(bull: { close(force?: boolean): Promise<void> }, connection: Connection) {
    await within(CLOSE_MS, bull.close()).catch((error: unknown) =>
      log.warn({ error }, 'de wachtrij sloot niet vanzelf'),
    );
    await connection.close();
  }

  return {
    async add(ids) {
      const jobs = inJobs(ids).map((some) => ({
        name: 'event',
        data: {},
        opts: { jobId: `${PREFIX_OF_ID}${some.join('-')}` },
      }));
      await within(ADD_MS, queue.addBulk(jobs));
    },
    work(take) {
      const connection = store.connect();
      const worker = new Worker(
        QUEUE,
        (job) => take(job.id!.slice(PREFIX_OF_ID.length).split('-').map(BigInt)),
        {
          ...options(connection),
          concurrency: CONCURRENCY,
          // what a worker left behind that died, the sweep does; who does an event holds its row, not BullMQ's lock
          skipStalledCheck: true,
          skipLockRenewal: true,
          removeOnComplete: { count: 0 },
          removeOnFail: { count: 0 },
        },
        store.backend as typeof createPostgresBackend,
      );
      worker.on('error', (error) => log.warn({ error }, 'een werker van de wachtrij meldde een fout'));
      return { close: () => letGo(worker, connection) };
    },
    async close() {
      await letGo(queue, forQueue);
      await store.close();
    },
  };
}
