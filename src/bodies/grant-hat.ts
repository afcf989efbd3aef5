import { Injectable } from '@nestjs/common';
import { act } from '../identity/act.js';
import { append } from '../audit/audit.store.js';
import { describeHat, type PersonActor, type Role, type SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { mayCombine, roleFits } from '../identity/hat.js';
import { addHat, bodyExists, findPerson, listHats, type BodyRef } from '../identity/person.store.js';
import { personAdded } from './events.js';

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
   * Gives the id of the hat. Refused: accounts.noSuchBody, accounts.roleDoesNotFit, accounts.separationOfDuties (the
   * operator is nothing else), accounts.alreadyInBody, request.notFound (no such person).
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
  if (!(await bodyExists(tx, hat))) throw new Refusal('accounts.noSuchBody');
  const worn = await listHats(tx, personId);
  if (worn.some((other) => !mayCombine(other.body.level, body.level)))
    throw new Refusal('accounts.separationOfDuties');
  const grantedBy = actor.kind === 'person' ? actor.personId : null;
  const id = await addHat(tx, { personId, electionId, body, role, grantedBy, now });
  if (id === null) throw new Refusal('accounts.alreadyInBody');
  const details = { hat: describeHat({ id, electionId, body, role }) };
  await append(tx, personAdded({ object: { id: personId, electionId }, actor, details }), now);
  return id;
}
