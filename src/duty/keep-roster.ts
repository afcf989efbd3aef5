import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { addShift, removeShift } from './duty.store.js';
import { shiftEntered, shiftRemoved } from './events.js';
import { LONGEST_DAYS, type Shift } from './shift.js';

/** The Kiesraad keeps its duty roster. Only for the operator: the edge sees to it. */
@Injectable()
export class KeepRoster {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Puts a shift on the roster; others may overlap it. Refused: duty.wrongTimes. */
  async add(shift: Omit<Shift, 'id'>, actor: PersonActor): Promise<Shift> {
    const at = this.clock.now();
    const days = (shift.ends.getTime() - shift.starts.getTime()) / 86_400_000;
    if (days <= 0 || days > LONGEST_DAYS || shift.ends <= at)
      throw new Refusal('duty.wrongTimes', { dagen: LONGEST_DAYS });
    return await act(this.db, actor, async (tx) => {
      const added = await addShift(tx, shift, { at, by: actor.personId });
      await append(tx, shiftEntered({ object: added, actor, details: toldOf(added) }), at);
      return added;
    });
  }

  /** Takes one off the roster. Refused: request.notFound. */
  async remove(id: string, actor: PersonActor): Promise<void> {
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const removed = await removeShift(tx, id, { at, by: actor.personId });
      if (removed === null) throw new Refusal('request.notFound');
      await append(tx, shiftRemoved({ object: removed, actor, details: toldOf(removed) }), at);
    });
  }
}

const toldOf = ({ name, phone, starts, ends }: Shift) => ({
  onCall: name,
  dutyPhone: phone,
  dutyStarts: starts,
  dutyEnds: ends,
});
