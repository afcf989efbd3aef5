import { PrismaPg } from '@prisma/adapter-pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaClient, type Prisma } from './generated/client.js';

/** A running transaction: only inside one may a feature write, log or hand over. */
export type Tx = Prisma.TransactionClient & { readonly __inTransaction?: true };
/** Queries outside a transaction. */
export type Reader = Pick<PrismaClient, Exclude<keyof PrismaClient, `$${string}`> | '$queryRaw'>;

const CONFLICT_CODES = new Set(['P2034', '40001', '40P01']);
const ATTEMPTS = 6;

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

/** The database, as the application's role. */
export class Database {
  private readonly client: PrismaClient;

  constructor(url: string, maxConnections = 20) {
    this.client = new PrismaClient({
      adapter: new PrismaPg({ connectionString: url, max: maxConnections }),
      transactionOptions: { maxWait: 10_000, timeout: 20_000 },
    });
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
        return await this.client.$transaction(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isConflict(error)) throw error;
        await sleep(10 * 2 ** attempt * Math.random());
      }
    }
  }

  /** Answers when the database does; throws otherwise. */
  async ping(): Promise<void> {
    await this.client.$queryRaw`SELECT 1`;
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }
}

/** Holds a lock named `key` until the transaction ends: who comes second waits, then sees what the first did. */
export async function lock(tx: Tx, key: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))) AS held`;
}
