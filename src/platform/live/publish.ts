import type { Tx } from '../postgres/database.js';

/** The one channel of PostgreSQL that all of ours share. */
export const WIRE = 'live';
/** PostgreSQL takes less than 8,000 bytes. */
const MOST_BYTES = 7_900;

/** What a note says: ids and small facts, never contents. A note may be lost: the database says what is so. */
export type Note = Readonly<Record<string, string | number | boolean | null>>;

/** A note as it goes over the wire. Throws when it is too large: notes carry ids. */
export function onTheWire(channel: string, note: Note): string {
  const text = JSON.stringify({ channel, note });
  if (Buffer.byteLength(text) > MOST_BYTES) throw new Error(`the note on ${channel} is too large`);
  return text;
}

/**
 * Tells every process that subscribed to `channel`, at the moment the transaction commits and only then. Several equal
 * notes of one transaction arrive as one.
 */
export async function publish(tx: Tx, channel: string, note: Note): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${WIRE}, ${onTheWire(channel, note)})`;
}
