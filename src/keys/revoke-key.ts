import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { changeKey } from './change-key.js';
import { keyRevoked } from './events.js';
import { revoke, type CommitteeKey } from './key.js';

/** Ends a key, by the Kiesraad or by its own committee: it is not used for what arrives later. */
@Injectable()
export class RevokeKey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `reason` is not empty. Refused: request.notFound (also for another committee's key), keys.alreadyDecided. */
  run(id: string, reason: string, actor: PersonActor): Promise<CommitteeKey> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return changeKey(this.db, {
      id,
      actor,
      at: decision.at,
      change: (key) => revoke(key, decision, reason),
      event: (key) =>
        keyRevoked({ object: key, actor, details: { keyId: key.keyId, from: key.state, reason } }),
    });
  }
}
