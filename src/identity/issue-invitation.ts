import { append } from '../audit/audit.store.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import type { Tx } from '../platform/postgres/database.js';
import { newSecret } from './credential.js';
import { personInvited } from './events.js';
import { addInvitation } from './invitation.store.js';

/**
 * Stands in for the e-mail address of the first operator until they give their own (RFC 2606: `.invalid` is nobody's).
 */
export const NAMELESS_EMAIL = 'eerste-beheerder@kiesraad.invalid';

/** Whether a person still has to say who they are. */
export function isNameless(person: { readonly email: string }): boolean {
  return person.email === NAMELESS_EMAIL;
}

/** A link to hand over, shown this once. */
export interface InvitationLink {
  readonly path: string;
  readonly expiresAt: Date;
}

/**
 * Makes the one invitation a person has, for one role, with which it ends; an earlier one stops working. The path holds the secret: it goes to the person
 * and nowhere else.
 */
export async function issueInvitation(
  tx: Tx,
  { personId, hatId, electionId }: { personId: string; hatId: string; electionId: string | null },
  actor: PersonActor | SystemActor,
  now: Date,
): Promise<InvitationLink> {
  const { secret, hash } = newSecret('invitation');
  const createdBy = actor.kind === 'person' ? actor.personId : null;
  const expiresAt = await addInvitation(tx, { tokenHash: hash, personId, hatId, createdBy });
  await append(
    tx,
    personInvited({ object: { id: personId, electionId }, actor, details: { expiresAt } }),
    now,
  );
  return { path: `/uitnodiging/${secret}`, expiresAt };
}
