import { publish } from '../platform/live/publish.js';
import type { Tx } from '../platform/postgres/database.js';

/** The channel on which every process hears that somebody may have lost a right. */
export const AUTHORITY = 'authority';

/** Tells every process, when the transaction commits, to look again at what this person has under way. */
export async function tellAuthority(tx: Tx, personId: string): Promise<void> {
  await publish(tx, AUTHORITY, { personId });
}
