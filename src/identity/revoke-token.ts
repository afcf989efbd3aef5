import { Injectable } from '@nestjs/common';
import { act } from './act.js';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { revokeToken } from './token.store.js';
import { tokenRevoked } from './events.js';

/** Revokes a token of one's own, or as operator anybody's: it stops at once. */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** `tokenHash` as the list of tokens gives it. Refused with request.notFound when it is not theirs to revoke, or revoked. */
  async run(tokenHash: string, actor: PersonActor | HatlessActor): Promise<void> {
    const operator = actor.kind === 'person' && actor.hat.role === 'operator';
    const personId = operator ? null : actor.personId;
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const label = await revokeToken(tx, { tokenHash, personId }, at);
      if (label === null) throw new Refusal('request.notFound');
      const object = { id: tokenHash.slice(0, 16) };
      await append(tx, tokenRevoked({ object, actor, details: { label } }), at);
    });
  }
}
