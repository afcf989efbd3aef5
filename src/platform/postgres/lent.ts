import pg from 'pg';
import type { Prisma, PrismaClient } from './generated/client.js';

type Connect = pg.Pool['connect'];
type Models = Prisma.TransactionClient;

/**
 * A pool whose own `connect` is Prisma's way to begin a transaction: it gets the connection of ours that is lent to it, in
 * which one has begun. All others `take` one.
 */
export class LendingPool extends pg.Pool {
  private held: pg.PoolClient | null = null;
  private lending: Promise<unknown> = Promise.resolve();

  take(): Promise<pg.PoolClient> {
    return super.connect();
  }

  /** What `begin` asks this pool for is this connection. One at a time: what is held out is for who asked. */
  lend<T>(connection: pg.PoolClient, begin: () => Promise<T>): Promise<T> {
    const begun = this.lending.then(() => {
      this.held = borrowed(connection);
      return begin();
    });
    this.lending = begun.catch(() => (this.held = null));
    return begun;
  }

  override connect: Connect = ((callback?: Parameters<Connect>[0]) => {
    const { held } = this;
    if (callback !== undefined) return super.connect(callback);
    this.held = null;
    return held === null ? super.connect() : Promise.resolve(held);
  }) as Connect;
}

/** Where the transaction begins and ends is not for whoever borrowed it. */
function borrowed(connection: pg.PoolClient): pg.PoolClient {
  // what Prisma asks at once goes in turn: a connection does one thing at a time
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (query: pg.QueryConfig) => {
    const answer = turn.then(() => connection.query(query));
    turn = answer.catch(() => undefined);
    return answer;
  };
  const nothing = { rows: [], fields: [], rowCount: 0, command: '', oid: 0 };
  const client = {
    query: (query: pg.QueryConfig) =>
      /^(BEGIN|COMMIT|ROLLBACK)$/.test(query.text) ? Promise.resolve(nothing) : inTurn(query),
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  };
  return client as unknown as pg.PoolClient;
}

/**
 * Prisma's models in a transaction that is ours. Most transactions of the hot path need none, so that Prisma hears of it
 * only when one is used.
 */
export class LentModels {
  private begun: Promise<Models> | null = null;
  private end: (() => void) | null = null;
  private ended: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: LendingPool,
    private readonly client: PrismaClient,
    private readonly connection: pg.PoolClient,
  ) {}

  /** Looks like `tx.model`; a method of it first makes the transaction known to Prisma. */
  of(model: string): unknown {
    return new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          async (...given: unknown[]) => {
            const tx = (await this.begin()) as unknown as Record<
              string,
              Record<string, (...given: unknown[]) => Promise<unknown>>
            >;
            return await tx[model]![method]!(...given);
          },
      },
    );
  }

  private begin(): Promise<Models> {
    this.begun ??= this.pool.lend(this.connection, () => this.borrow());
    return this.begun;
  }

  private borrow(): Promise<Models> {
    return new Promise<Models>((resolve, reject) => {
      const work = (tx: Models): Promise<void> =>
        new Promise((end) => {
          this.end = end;
          resolve(tx);
        });
      this.ended = this.client.$transaction(work).catch(reject);
    });
  }

  /** Prisma lets go. */
  async close(): Promise<void> {
    await this.begun?.catch(() => undefined);
    this.end?.();
    await this.ended;
  }
}
