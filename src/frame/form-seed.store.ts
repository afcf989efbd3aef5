import type { Database } from '../platform/postgres/database.js';

/** What forms for everybody are signed with, the same for all processes. */
export async function findFormSeed(db: Database): Promise<string> {
  const { seed } = await db.read.formSeed.findFirstOrThrow();
  return seed;
}
