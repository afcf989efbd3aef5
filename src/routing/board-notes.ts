import { committeeKey, type CommitteeRef, type Segment } from '../kernel/committee.js';
import { publish, type Note } from '../platform/live/publish.js';
import type { Tx } from '../platform/postgres/database.js';

/** Said of a board when something on it changed. */
export const BOARD_CHANGED = 'routing.board';
/** A note has room for so many bodies; of more it says that it may be anybody. */
const MOST_BODIES = 200;
const ANYBODY = '*';

/** Tells whoever looks at the boards of these bodies, and at that of the whole election, when the transaction commits. */
export async function tellBoards(tx: Tx, electionId: string, bodies: readonly CommitteeRef[]): Promise<void> {
  const keys = [...new Set(bodies.map(committeeKey))];
  const named = keys.length > MOST_BODIES ? ANYBODY : keys.join(' ');
  await publish(tx, BOARD_CHANGED, { electionId, bodies: named });
}

/** Whether a note is of the board of this body. */
export function isOfBody(note: Note, { electionId, body }: Segment): boolean {
  const bodies = String(note['bodies']);
  return (
    note['electionId'] === electionId &&
    (bodies === ANYBODY || bodies.split(' ').includes(committeeKey(body)))
  );
}
