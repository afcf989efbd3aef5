import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolSettings } from './connection.js';
import { PrismaClient, type Prisma } from './generated/client.js';

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
const MOST_STATEMENTS = 300;
const NAMELESS = '';

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
  return (error as { code?: string }).code === 'P2002';
}

/**
 * Names for statements, so that PostgreSQL reads and plans each once per connection. Only so many: what is made anew for
 * every length of a list stays nameless.
 */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_STATEMENTS || /^(BEGIN|COMMIT|ROLLBACK)$/.test(sql)) return NAMELESS;
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** The database, as the application's role. */
export class Database {
  private readonly pool: pg.Pool;
  private readonly client: PrismaClient;

  /**
   * `leaseSeconds`: what a process takes in hand stays its own so long when nothing is heard of it. It says three times in
   * that time that it is still there.
   */
  constructor(
    url: string,
    maxConnections = 20,
    readonly leaseSeconds = 15,
  ) {
    this.pool = new pg.Pool(poolSettings(url, maxConnections));
    // a connection that is lost while nobody uses it: the next query makes another
    this.pool.on('error', () => undefined);
    this.client = new PrismaClient({
      adapter: new PrismaPg(this.pool, { statementNameGenerator: statementNames() }),
      transactionOptions: { maxWait: 8_000, timeout: 20_000 },
    });
  }

  /** Connections open, those of them at rest, and who waits for one. */
  get connections(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.pool;
    return { open, idle, waiting };
  }

  /** For reading, outside any transaction. */
  get read(): Reader {
    return this.client;
  }

  /**
   * Runs `work` in one READ COMMITTED transaction: all of it or none of it. Repeated up to 6 times when the database
   * asks for that (serialization conflict, deadlock), so `work` does nothing but database work.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.client.$transaction((tx) => work(tx as Tx));
      } catch (error) {
        if (attempt >= ATTEMPTS || !isConflict(error)) throw error;
        await sleep(10 * 2 ** attempt * Math.random());
      }
    }
  }

  /** One statement, which is a transaction by itself: for a claim or a count, where BEGIN and COMMIT would be most of it. */
  async once<Row>(statement: Prisma.Sql): Promise<Row[]> {
    return await this.client.$queryRaw<Row[]>(statement);
  }

  /** Answers when the database does; throws otherwise, after two seconds at most. */
  async ping(): Promise<void> {
    const late = sleep(PING_MS, null, { ref: false }).then(() => {
      throw new Error('de database antwoordt niet');
    });
    await Promise.race([this.client.$queryRaw`SELECT 1`, late]);
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
    await this.pool.end();
  }
}

/** Holds a lock named `key` until the transaction ends: who comes second waits, then sees what the first did. */
export async function lock(tx: Tx, key: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))) AS held`;
}
