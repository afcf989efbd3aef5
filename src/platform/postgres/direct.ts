import pg from 'pg';
import { Prisma } from './generated/client.js';

/** Statements that keep a name, so that PostgreSQL reads and plans each once per connection; others are made too often. */
const MOST_STATEMENTS = 300;
const NAMELESS = '';
const BIGINT = pg.types.builtins.INT8;
/** PostgreSQL's own errors carry five characters; anything else means that the connection is not to be used again. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === BIGINT && format !== 'binary'
      ? (text: string) => BigInt(text)
      : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** Gives a statement its name, the same in every connection of this process; '' when it has none. */
export function statementNames(): (query: { readonly sql: string }) => string {
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

/** True when PostgreSQL itself said so: the connection is sound. */
export function isFromServer(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && SQLSTATE.test(code) && error instanceof pg.DatabaseError;
}

/**
 * Hand-written SQL, straight to the driver: through Prisma the same statement costs four times the processor time. Whole
 * numbers of 64 bits come as bigint, JSON parsed, times as Date.
 */
export class Direct {
  constructor(
    private readonly on: Pick<pg.Pool, 'query'>,
    private readonly nameOf: (query: { readonly sql: string }) => string,
  ) {}

  /** As Prisma's `$queryRaw`: a template, or what `Prisma.sql` made. */
  readonly queryRaw = async <Rows>(
    query: TemplateStringsArray | Prisma.Sql,
    ...values: unknown[]
  ): Promise<Rows> => (await this.send(sqlOf(query, values))).rows as Rows;

  /** As Prisma's `$executeRaw`: gives how many rows it touched. */
  readonly executeRaw = async (
    query: TemplateStringsArray | Prisma.Sql,
    ...values: unknown[]
  ): Promise<number> => (await this.send(sqlOf(query, values))).rowCount ?? 0;

  /** As Prisma's `$executeRawUnsafe`: a text of ours with its values apart. */
  readonly executeText = async (text: string, ...values: unknown[]): Promise<number> =>
    (await this.send({ text, values })).rowCount ?? 0;

  private async send({ text, values }: { text: string; values: unknown[] }): Promise<pg.QueryResult> {
    try {
      return await this.on.query({ name: this.nameOf({ sql: text }), text, values, types });
    } catch (error) {
      if (isFromServer(error)) throw error;
      throw new Error(`Connection terminated: ${(error as Error).message}`, { cause: error });
    }
  }
}

function sqlOf(query: TemplateStringsArray | Prisma.Sql, values: unknown[]): Prisma.Sql {
  return query instanceof Prisma.Sql ? query : Prisma.sql(query, ...(values as Prisma.Sql[]));
}
