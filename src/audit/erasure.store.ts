import type pg from 'pg';
import { APPEND, entriesOf } from './audit.store.js';
import { personalErased } from './events.js';

/**
 * Erases what the log says of a person: name, address, browser and the texts they typed. That something was done, when,
 * by which person's number and in which role stays, and every leaf stays valid. Needs the owner's connection: the running
 * application has no right to this. Gives how many events; the erasing itself is logged with it.
 */
export async function erasePersonal(owner: pg.Client, personId: string, at: Date): Promise<number> {
  await owner.query('BEGIN');
  try {
    const { rowCount: apart } = await owner.query(
      'DELETE FROM audit_personal p USING audit_event e WHERE e.id = p.event_id AND e.person_id = $1',
      [personId],
    );
    const { rowCount: older } = await owner.query(
      `UPDATE audit_event SET ip = NULL, agent = NULL, person_name = NULL
       WHERE version = 0 AND person_id = $1 AND person_name IS NOT NULL`,
      [personId],
    );
    const count = (apart ?? 0) + (older ?? 0);
    const actor = { kind: 'system', part: 'migrate' } as const;
    const erased = personalErased({ object: { id: personId }, actor, details: { count } });
    await owner.query(APPEND, [entriesOf([erased], at)]);
    await owner.query('COMMIT');
    return count;
  } catch (error) {
    await owner.query('ROLLBACK');
    throw error;
  }
}
