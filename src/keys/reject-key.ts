import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { changeKey } from './change-key.js';
import { keyRejected } from './events.js';
import { reject, type CommitteeKey } from './key.js';

/** The Kiesraad turns a key down, with a reason that its committee reads. */
@Injectable()
export class RejectKey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `reason` is not empty. Refused: request.notFound, keys.alreadyDecided. Only for the operator. */
  run(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return changeKey(this.db, {
      id,
      actor,
      at: decision.at,
      change: (key) => reject(key, decision, reason),
      event: (key) =>
        keyRejected({ object: key, actor, details: { keyId: key.keyId, from: key.state, reason } }),
    });
  }
}
