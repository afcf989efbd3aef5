import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { append } from '../audit/audit.store.js';
import { describeHat, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { decidesFor } from './body-scope.js';
import { endHat, holdHat } from '../identity/person.store.js';
import { personRemoved } from './events.js';

/** Ends that somebody acts for a body, with all that rests on it: at once, in every session, token and open invitation. */
@Injectable()
export class EndHat {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Refused: request.notFound (not there, or not the actor's body), accounts.ownHat. Two managers who end each other at
   * the same moment: the second is no manager any more and is refused.
   */
  async run(hatId: string, actor: PersonActor): Promise<void> {
    await act(this.db, actor, async (tx) => {
      const { level, code } = actor.hat.body;
      await lock(tx, `body:${actor.hat.electionId ?? ''}:${level}:${code}`);
      const own = await holdHat(tx, actor.hat.id);
      const hat = await holdHat(tx, hatId);
      if (own === null || hat === null || !decidesFor(actor, hat)) throw new Refusal('request.notFound');
      if (hat.id === own.id) throw new Refusal('accounts.ownHat');
      const at = this.clock.now();
      await endHat(tx, hat, at);
      const object = { id: hat.personId, electionId: hat.electionId };
      await append(tx, personRemoved({ object, actor, details: { hat: describeHat(hat) } }), at);
    });
  }
}
