import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { changeKey } from './change-key.js';
import { keyApproved } from './events.js';
import { approve, type CommitteeKey } from './key.js';

/** The Kiesraad lets a key be used for what arrives from now on. */
@Injectable()
export class ApproveKey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Sensitive. Refused: request.notFound, keys.alreadyDecided. Only for the operator: the edge sees to that. */
  run(id: string, actor: PersonActor): Promise<CommitteeKey> {
    const decision = { at: this.clock.now(), by: actor.personId };
    return changeKey(this.db, {
      id,
      actor,
      at: decision.at,
      change: (key) => approve(key, decision),
      event: (key) => keyApproved({ object: key, actor, details: { keyId: key.keyId, from: key.state } }),
      need: 'fresh',
    });
  }
}
