import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { describeHat, type Hat, type HatlessActor, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { act } from './act.js';
import { hatChosen } from './events.js';
import type { NamedHat } from './hat.js';
import { holdHat, listHats } from './person.store.js';
import { wearHat } from './session.store.js';

/** Puts on another hat, for this session alone. */
@Injectable()
export class ChooseHat {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Gives the hat. Refused with request.notFound when it is not theirs or was ended. */
  async run(hatId: string, sessionId: string, actor: PersonActor | HatlessActor): Promise<Hat> {
    const { personId, name, origin, via } = actor;
    return act(this.db, actor, async (tx) => {
      const held = await holdHat(tx, hatId);
      if (held === null || held.personId !== personId) throw new Refusal('request.notFound');
      if (!(await wearHat(tx, sessionId, personId, hatId))) throw new Refusal('access.signInFirst');
      const hat: Hat = { id: held.id, electionId: held.electionId, body: held.body, role: held.role };
      await append(
        tx,
        hatChosen({
          object: { id: sessionId.slice(0, 16) },
          actor: { kind: 'person', personId, name, hat, origin, via },
          details: { before: actor.kind === 'person' ? describeHat(actor.hat) : null },
        }),
        this.clock.now(),
      );
      return hat;
    });
  }
}

/** The hats a person may wear now, with what people call their bodies. */
@Injectable()
export class ListHats {
  constructor(private readonly db: Database) {}

  run(personId: string): Promise<readonly NamedHat[]> {
    return listHats(this.db.read, personId);
  }
}
