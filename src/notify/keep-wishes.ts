import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { wishesKept } from './events.js';
import { AS_USUAL, type Wish } from './wish.js';
import { keepWish, wishesOf } from './wish.store.js';

/** Of what somebody wants mail: what they said, and changing it. */
@Injectable()
export class KeepWishes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async of(personId: string): Promise<Wish> {
    return (await wishesOf(this.db.read, [personId])).get(personId) ?? AS_USUAL;
  }

  async run(wish: Wish, actor: PersonActor | HatlessActor): Promise<void> {
    const { personId } = actor;
    await act(this.db, actor, async (tx) => {
      await keepWish(tx, personId, wish);
      await append(tx, wishesKept({ object: { id: personId }, actor }), this.clock.now());
    });
  }
}
