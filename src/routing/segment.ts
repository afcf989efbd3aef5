import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import type { Segment } from './delivery.js';

/** The segment of the hat that is worn. A hat of no election has none: to it every delivery is absent. */
export function segmentOf(actor: PersonActor): Segment {
  const { electionId, body } = actor.hat;
  if (electionId === null) throw new Refusal('request.notFound');
  return { electionId, body };
}
