import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { endAccess } from '../identity/end-access.js';
import { findPerson, setBlocked } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { personBlocked, personUnblocked } from './events.js';

/**
 * Keeps somebody out, whatever roles they have: the operator alone, and the edge sees to that. Nobody blocks themselves, so
 * that an operator who blocks another remains: the last one cannot be blocked.
 */
@Injectable()
export class BlockPerson {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Sensitive. Ends sessions, tokens, open invitations and what runs at once; roles and passkeys stay for when it is
   * lifted. Refused: request.notFound, accounts.ownAccess, accounts.blocked (already).
   */
  async run(personId: string, reason: string, actor: PersonActor): Promise<void> {
    const work = async (tx: Tx) => {
      await this.hold(tx, personId, { actor, blocked: false });
      const now = this.clock.now();
      await setBlocked(tx, personId, { at: now, reason });
      const { sessions, tokens } = await endAccess(tx, personId, { now, passkeys: false });
      const details = { reason, sessions, tokens };
      await append(tx, personBlocked({ object: { id: personId }, actor, details }), now);
    };
    await act(this.db, actor, work, 'fresh');
  }

  /** Sensitive. Lets somebody in again: they sign in anew, and their tokens stay revoked. Refused as {@link run}. */
  async lift(personId: string, actor: PersonActor): Promise<void> {
    const work = async (tx: Tx) => {
      await this.hold(tx, personId, { actor, blocked: true });
      await setBlocked(tx, personId, null);
      await append(tx, personUnblocked({ object: { id: personId }, actor }), this.clock.now());
    };
    await act(this.db, actor, work, 'fresh');
  }

  private async hold(
    tx: Tx,
    personId: string,
    { actor, blocked }: { actor: PersonActor; blocked: boolean },
  ): Promise<void> {
    await lock(tx, `person:${personId}`);
    const person = await findPerson(tx, personId);
    if (person === null) throw new Refusal('request.notFound');
    if (personId === actor.personId) throw new Refusal('accounts.ownAccess');
    if (person.blocked !== blocked) throw new Refusal(blocked ? 'accounts.notBlocked' : 'accounts.blocked');
  }
}
