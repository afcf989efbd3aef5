import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolSettings } from './connection.js';
import { Direct, isFromServer, statementNames } from './direct.js';
import { PrismaClient, type Prisma } from './generated/client.js';
import { LendingPool, LentModels } from './lent.js';
import { isUnavailable } from './unavailable.js';

/** A running transaction: only inside one may a feature write, log or hand over. */
export type Tx = Prisma.TransactionClient & { readonly [inTransaction]: true };
/** Only {@link Database.transaction} gives it, and nothing else can be taken for one. */
declare const inTransaction: unique symbol;

type Model = Exclude<keyof PrismaClient, `$${string}` | symbol>;
type Finding = `find${string}` | 'count' | 'aggregate' | 'groupBy';
/** Queries outside a transaction: they find and change nothing. */
export type Reader = Pick<PrismaClient, '$queryRaw'> & {
  readonly [M in Model]: Pick<PrismaClient[M], Extract<keyof PrismaClient[M], Finding>>;
};

const CONFLICT_CODES = new Set(['P2034', '40001', '40P01']);
const ATTEMPTS = 6;
const PING_MS = 2_000;

function isConflict(error: unknown): boolean {
  const { code, cause, meta } = error as {
    code?: string;
    cause?: { kind?: string };
    meta?: { driverAdapterError?: { cause?: { kind?: string } } };
  };
  return (
    (code !== undefined && CONFLICT_CODES.has(code)) ||
    cause?.kind === 'TransactionWriteConflict' ||
    meta?.driverAdapterError?.cause?.kind === 'TransactionWriteConflict'
  );
}

/** True when `error` says that a unique rule of the database was broken. */
export function isUniqueViolation(error: unknown): boolean {
  return ['P2002', '23505'].includes((error as { code?: string }).code ?? '');
}

/** The database, as the application's role. */
export class Database {
  /** For reading, outside any transaction. */
  readonly read: Reader;
  private readonly pool: LendingPool;
  private readonly client: PrismaClient;
  private readonly direct: Direct;
  private readonly nameOf = statementNames();

  /**
   * `leaseSeconds`: what a process takes in hand stays its own so long when nothing is heard of it. It says three times in
   * that time that it is still there.
   */
  constructor(
    url: string,
    maxConnections = 20,
    readonly leaseSeconds = 15,
  ) {
    this.pool = new LendingPool(poolSettings(url, maxConnections));
    // a connection that is lost while nobody uses it: the next query makes another
    this.pool.on('error', () => undefined);
    this.client = new PrismaClient({
      adapter: new PrismaPg(this.pool, { statementNameGenerator: this.nameOf }),
      transactionOptions: { maxWait: 8_000, timeout: 20_000 },
    });
    this.direct = new Direct(this.pool, this.nameOf);
    this.read = withRaw(this.direct, (name) => this.client[name as Model]) as Reader;
  }

  /** Connections open, those of them at rest, and who waits for one. */
  get connections(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.pool;
    return { open, idle, waiting };
  }

  /**
   * Runs `work` in one READ COMMITTED transaction: all of it or none of it. Repeated up to 6 times when the database
   * asks for that (serialization conflict, deadlock), so `work` does nothing but database work.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isConflict(error)) throw error;
        await sleep(10 * 2 ** attempt * Math.random());
      }
    }
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = await this.pool.take();
    // an error between two statements shows in the next
    connection.on('error', ignore);
    const models = new LentModels(this.pool, this.client, connection);
    const tx = withRaw(new Direct(connection, this.nameOf), (name) => models.of(name)) as unknown as Tx;
    let sound = true;
    try {
      await connection.query('BEGIN');
      const result = await work(tx);
      await models.close();
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      sound = isSound(error);
      await models.close().catch(() => undefined);
      if (sound) sound = await rolledBack(connection);
      throw error;
    } finally {
      connection.removeListener('error', ignore);
      connection.release(!sound);
    }
  }

  /** One statement, which is a transaction by itself: for a claim or a count, where BEGIN and COMMIT would be most of it. */
  async once<Row>(statement: Prisma.Sql): Promise<Row[]> {
    return await this.direct.queryRaw<Row[]>(statement);
  }

  /** Answers when the database does; throws otherwise, after two seconds at most. */
  async ping(): Promise<void> {
    const late = sleep(PING_MS, null, { ref: false }).then(() => {
      throw new Error('de database antwoordt niet');
    });
    await Promise.race([this.direct.queryRaw`SELECT 1`, late]);
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await this.pool.end();
  }
}

const ignore = (): void => undefined;

/** Hand-written SQL goes past Prisma; the rest is a model. */
function withRaw({ queryRaw, executeRaw, executeText }: Direct, modelOf: (name: string) => unknown): object {
  const raw = new Map<string | symbol, unknown>([
    ['$queryRaw', queryRaw],
    ['$executeRaw', executeRaw],
    ['$executeRawUnsafe', executeText],
  ]);
  return new Proxy(
    {},
    {
      get: (_, name) =>
        raw.get(name) ?? (typeof name === 'symbol' || name === 'then' ? undefined : modelOf(name)),
    },
  );
}

/** Whether the connection can go on after this: what failed was a refusal, a fault of ours, or a statement. */
function isSound(error: unknown): boolean {
  return isFromServer(error) || !isUnavailable(error);
}

async function rolledBack(connection: pg.PoolClient): Promise<boolean> {
  return await connection.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

/** Holds a lock named `key` until the transaction ends: who comes second waits, then sees what the first did. */
export async function lock(tx: Tx, key: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))) AS held`;
}

/**
 * The database's own time: the one clock that all processes share. Ages of what stands in the database are measured with
 * it, never with a machine's clock, which may have been set wrong.
 */
export async function databaseTime(read: Pick<Reader, '$queryRaw'>): Promise<Date> {
  const [row] = await read.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return row!.now;
}
