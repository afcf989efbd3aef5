import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import type { CommitteeRef } from '../kernel/committee.js';

/**
 * The body and election that a person acts for: the segment to which every query is bound. A hat without an election
 * (the operator's) owns no submissions: it gets the 404 of what does not exist.
 */
export function ownerOf(actor: PersonActor): { readonly electionId: string; readonly body: CommitteeRef } {
  const { electionId, body } = actor.hat;
  if (electionId === null) throw new Refusal('request.notFound');
  return { electionId, body };
}
