import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { endAccess } from '../identity/end-access.js';
import { issueInvitation, type InvitationLink } from '../identity/issue-invitation.js';
import { holdHat } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { decidesFor } from './body-scope.js';
import { accessRestored } from './events.js';
import { countPasskeys, isOwnPerson } from '../identity/people.store.js';

/** A new link for somebody who lost theirs, or, by the operator, for somebody who lost their passkeys. */
@Injectable()
export class RestoreAccess {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Sensitive. Ends every way in that the person had at once: who lost a passkey may have lost it to somebody. `hatId`: the
   * hat by which the person belongs to the body. Refused: request.notFound (not there, or not the actor's body),
   * accounts.hasPasskey (a manager may not open an account that is in use or reaches beyond their bodies),
   * accounts.ownAccess.
   */
  async run(hatId: string, actor: PersonActor): Promise<InvitationLink> {
    const work = async (tx: Tx) => {
      const hat = await holdHat(tx, hatId);
      if (hat === null || !decidesFor(actor, hat)) throw new Refusal('request.notFound');
      const { personId, electionId } = hat;
      if (personId === actor.personId) throw new Refusal('accounts.ownAccess');
      await lock(tx, `person:${personId}`);
      const free =
        actor.hat.role === 'operator' ||
        ((await countPasskeys(tx, personId)) === 0 && (await isOwnPerson(tx, personId, actor.personId)));
      if (!free) throw new Refusal('accounts.hasPasskey');
      const now = this.clock.now();
      const details = await endAccess(tx, personId, { now, passkeys: true });
      await append(tx, accessRestored({ object: { id: personId, electionId }, actor, details }), now);
      return issueInvitation(tx, { personId, hatId, electionId }, actor, now);
    };
    return act(this.db, actor, work, 'fresh');
  }
}
