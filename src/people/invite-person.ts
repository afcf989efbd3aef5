import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { endAccess } from '../identity/end-access.js';
import { issueInvitation, type InvitationLink } from '../identity/issue-invitation.js';
import { countPasskeys, isOwnPerson } from '../identity/people.store.js';
import {
  addPerson,
  findPersonByEmail,
  holdHat,
  listHats,
  setPhone,
  type BodyRef,
} from '../identity/person.store.js';
import type { PersonActor, Role } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, isUniqueViolation, lock, type Reader, type Tx } from '../platform/postgres/database.js';
import { decidesFor, grantHat, mustDecideFor } from './change-hats.js';
import { accessRestored } from './events.js';

/** Somebody to invite for a body, in a role. */
export interface Invitee extends BodyRef {
  readonly name: string;
  readonly email: string;
  /** Of somebody who gave a number already theirs stays; null: none. */
  readonly phone?: string | null;
  readonly role: Role;
}

/** Lets a body's manager add a substitute in minutes, and the operator anybody. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Sensitive. Gives the link to hand over; null when the person works with a passkey already and so can act at once.
   * Refused: request.notFound (not the actor's body), accounts.knownElsewhere (only the operator may add people of other
   * bodies), accounts.blocked, and as GrantHat.
   */
  async run(invitee: Invitee, actor: PersonActor): Promise<InvitationLink | null> {
    mustDecideFor(actor, invitee);
    const invite = () => act(this.db, actor, (tx) => this.invite(tx, invitee, actor), 'fresh');
    try {
      return await invite();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return invite();
    }
  }

  private async invite(tx: Tx, invitee: Invitee, actor: PersonActor): Promise<InvitationLink | null> {
    const now = this.clock.now();
    const known = await findPersonByEmail(tx, invitee.email);
    const { id: personId } = known ?? (await addPerson(tx, { ...invitee, now }));
    await lock(tx, `person:${personId}`);
    const own = actor.hat.role === 'operator' || (await isOwnPerson(tx, personId, actor.personId));
    if (known !== null && !own) throw new Refusal('accounts.knownElsewhere');
    if (known?.blocked === true) throw new Refusal('accounts.blocked');
    if (known?.phone === null) await setPhone(tx, personId, invitee.phone ?? null);
    // Whoever had no role can have set anything up meanwhile with what they were once given: they begin anew.
    const active = (await listHats(tx, personId)).length > 0;
    if (!active) await endAccess(tx, personId, { now, passkeys: true });
    const { electionId, body, role } = invitee;
    const hatId = await grantHat(tx, { personId, electionId, body, role }, actor, now);
    if ((await countPasskeys(tx, personId)) > 0) return null;
    return issueInvitation(tx, { personId, hatId, electionId }, actor, now);
  }
}

/**
 * Refuses who may not give this person a new way in, among those who decide for a body of theirs: accounts.hasPasskey (a
 * manager may not open an account that is in use or reaches beyond their bodies), accounts.ownAccess.
 */
export async function mustBeFree(
  read: Reader | Tx,
  personId: string,
  { personId: own, hat }: PersonActor,
): Promise<void> {
  if (personId === own) throw new Refusal('accounts.ownAccess');
  if (hat.role === 'operator') return;
  const free = (await countPasskeys(read, personId)) === 0 && (await isOwnPerson(read, personId, own));
  if (!free) throw new Refusal('accounts.hasPasskey');
}

/** A new link for somebody who lost theirs, or, by the operator, for somebody who lost their passkeys. */
@Injectable()
export class RestoreAccess {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Sensitive. Ends every way in that the person had at once: who lost a passkey may have lost it to somebody. `hatId`: the
   * hat by which the person belongs to the body. Refused: request.notFound (not there, or not the actor's body), and as
   * {@link mustBeFree}.
   */
  async run(hatId: string, actor: PersonActor): Promise<InvitationLink> {
    const work = async (tx: Tx) => {
      const hat = await holdHat(tx, hatId);
      if (hat === null || !decidesFor(actor, hat)) throw new Refusal('request.notFound');
      const { personId, electionId } = hat;
      await lock(tx, `person:${personId}`);
      await mustBeFree(tx, personId, actor);
      const now = this.clock.now();
      const details = await endAccess(tx, personId, { now, passkeys: true });
      await append(tx, accessRestored({ object: { id: personId, electionId }, actor, details }), now);
      return issueInvitation(tx, { personId, hatId, electionId }, actor, now);
    };
    return act(this.db, actor, work, 'fresh');
  }
}
