import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { act } from './act.js';
import { phoneChanged } from './events.js';
import { setPhone } from './person.store.js';

/** The number at which one can be called oneself. */
@Injectable()
export class ChangePhone {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `phone`: as it was written; null: none any more. The number that is already there changes nothing. */
  async run(phone: string | null, actor: PersonActor | HatlessActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      if (!(await setPhone(tx, actor.personId, phone))) return;
      const event = phoneChanged({ object: { id: actor.personId }, actor, details: { phone } });
      await append(tx, event, this.clock.now());
    });
  }
}
