import type { Database } from '../postgres/database.js';

/** When each sweep is due, by the database's clock, and who has it in hand. */
export class SweepStore {
  constructor(private readonly db: Database) {}

  /** So often whoever has a sweep in hand says so. */
  get keepEveryMs(): number {
    return (this.db.leaseSeconds * 1000) / 3;
  }

  /** Names that are new are due at once. */
  async enrol(names: readonly string[]): Promise<void> {
    await this.db.transaction((tx) =>
      tx.sweep.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true }),
    );
  }

  /** Takes those that are due and that nobody has, until the lease ends. */
  async take(names: readonly string[], by: string): Promise<string[]> {
    const rows = await this.db.transaction(
      (tx) => tx.$queryRaw<{ name: string }[]>`
        UPDATE sweep SET leased_by = ${by}::uuid, leased_until = now() + make_interval(secs => ${this.db.leaseSeconds})
        WHERE name IN (SELECT name FROM sweep WHERE name = ANY(${[...names]}) AND next_at <= now()
          AND (leased_until IS NULL OR leased_until < now()) FOR UPDATE SKIP LOCKED)
        RETURNING name`,
    );
    return rows.map(({ name }) => name);
  }

  /** Keeps what this process still has in hand. */
  async keep(names: readonly string[], by: string): Promise<void> {
    await this.db.transaction(
      (
        tx,
      ) => tx.$executeRaw`UPDATE sweep SET leased_until = now() + make_interval(secs => ${this.db.leaseSeconds})
        WHERE name = ANY(${[...names]}) AND leased_by = ${by}::uuid`,
    );
  }

  /** Lets go; `error` null: it went well. Nothing happens when another process has taken it over. */
  async finish(name: string, by: string, everyMs: number, error: string | null): Promise<void> {
    await this.db.transaction(
      (tx) => tx.$executeRaw`UPDATE sweep SET leased_by = NULL, leased_until = NULL,
          next_at = now() + make_interval(secs => ${everyMs / 1000}::float),
          last_error = ${error}, last_ok = CASE WHEN ${error}::text IS NULL THEN now() ELSE last_ok END
        WHERE name = ${name} AND leased_by = ${by}::uuid`,
    );
  }
}
