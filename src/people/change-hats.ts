import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { mayCombine, roleFits } from '../identity/hat.js';
import {
  addHat,
  endHat,
  findPerson,
  holdHat,
  listHats,
  nameOfBody,
  type BodyRef,
} from '../identity/person.store.js';
import { describeHat, type PersonActor, type Role, type SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { personAdded, personRemoved } from './events.js';
import { holdOrganisations } from '../bodies/load-organisations.js';
import { noteEnded } from './review.store.js';

/** Whether the actor decides who acts for this body: its manager for its own, the operator for every. */
export function decidesFor({ hat }: Pick<PersonActor, 'hat'>, { electionId, body }: BodyRef): boolean {
  if (hat.role === 'operator') return true;
  return hat.role === 'manager' && hat.electionId === electionId && sameCommittee(hat.body, body);
}

/** Refuses with request.notFound who does not decide for this body. */
export function mustDecideFor(actor: PersonActor, body: BodyRef): void {
  if (!decidesFor(actor, body)) throw new Refusal('request.notFound');
}

/** A hat to grant: which person, which body (`electionId` null for the operator alone), which role. */
export interface GrantedHat extends BodyRef {
  readonly personId: string;
  readonly role: Role;
}

/** Lets a person act for a body. Who may decide that is the caller's matter. */
@Injectable()
export class GrantHat {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives the id of the hat. Refused: accounts.noSuchBody, accounts.roleDoesNotFit, accounts.separationOfDuties (see
   * mayCombine), accounts.alreadyInBody, request.notFound (no such person).
   */
  run(hat: GrantedHat, actor: PersonActor | SystemActor): Promise<string> {
    return act(this.db, actor, (tx) => grantHat(tx, hat, actor, this.clock.now()), 'fresh');
  }
}

/** The same as {@link GrantHat}, inside a transaction that does more. */
export async function grantHat(
  tx: Tx,
  hat: GrantedHat,
  actor: PersonActor | SystemActor,
  now: Date,
): Promise<string> {
  const { personId, electionId, body, role } = hat;
  if (!roleFits(body.level, role)) throw new Refusal('accounts.roleDoesNotFit');
  await lock(tx, `person:${personId}`);
  const person = await findPerson(tx, personId);
  if (person === null) throw new Refusal('request.notFound');
  // a merger that makes its organisation is not taken back meanwhile
  if (body.level === 'EXECUTIVE') await holdOrganisations(tx);
  if ((await nameOfBody(tx, hat)) === null) throw new Refusal('accounts.noSuchBody');
  const worn = await listHats(tx, personId);
  if (worn.some((other) => !mayCombine(other, hat))) throw new Refusal('accounts.separationOfDuties');
  const grantedBy = actor.kind === 'person' ? actor.personId : null;
  const id = await addHat(tx, { personId, electionId, body, role, grantedBy, now });
  if (id === null) throw new Refusal('accounts.alreadyInBody');
  const details = { hat: describeHat({ id, electionId, body, role }) };
  await append(tx, personAdded({ object: { id: personId, electionId }, actor, details }), now);
  return id;
}

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
      await noteEnded(tx, hat, { at, by: actor.personId });
      const object = { id: hat.personId, electionId: hat.electionId };
      await append(tx, personRemoved({ object, actor, details: { hat: describeHat(hat) } }), at);
    });
  }
}
