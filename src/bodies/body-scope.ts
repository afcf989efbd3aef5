import type { PersonActor } from '../kernel/actor.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import type { BodyRef } from '../identity/person.store.js';

/** Whether the actor decides who acts for this body: its manager for its own, the operator for every. */
export function decidesFor({ hat }: PersonActor, { electionId, body }: BodyRef): boolean {
  if (hat.role === 'operator') return true;
  return hat.role === 'manager' && hat.electionId === electionId && sameCommittee(hat.body, body);
}

/** Refuses with request.notFound who does not decide for this body. */
export function mustDecideFor(actor: PersonActor, body: BodyRef): void {
  if (!decidesFor(actor, body)) throw new Refusal('request.notFound');
}
