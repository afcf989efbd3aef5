import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { decidesFor } from './body-scope.js';
import { issueInvitation, type InvitationLink } from '../identity/issue-invitation.js';
import { countPasskeys, isOwnPerson } from './people.store.js';
import { holdHat } from '../identity/person.store.js';

/** A new link for somebody who lost theirs, or, by the operator, for somebody who lost their passkeys. */
@Injectable()
export class RenewInvitation {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * `hatId`: the hat by which the person belongs to the body. Refused: request.notFound (not there, or not the actor's
   * body), accounts.hasPasskey (a manager may not open an account that is in use or reaches beyond their bodies).
   */
  async run(hatId: string, actor: PersonActor): Promise<InvitationLink> {
    const work = async (tx: Tx) => {
      const hat = await holdHat(tx, hatId);
      if (hat === null || !decidesFor(actor, hat)) throw new Refusal('request.notFound');
      const { personId, electionId } = hat;
      await lock(tx, `person:${personId}`);
      const free =
        actor.hat.role === 'operator' ||
        ((await countPasskeys(tx, personId)) === 0 && (await isOwnPerson(tx, personId, actor.personId)));
      if (!free) throw new Refusal('accounts.hasPasskey');
      return issueInvitation(tx, { personId, electionId }, actor, this.clock.now());
    };
    return act(this.db, actor, work, 'fresh');
  }
}
