import type { Reader } from './database.js';

/**
 * The database's own time: the one clock that all processes share. Ages of what stands in the database are measured with
 * it, never with a machine's clock, which may have been set wrong.
 */
export async function databaseTime(read: Pick<Reader, '$queryRaw'>): Promise<Date> {
  const [row] = await read.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return row!.now;
}
