import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { endHat, holdHat } from '../identity/person.store.js';
import { listGrantedRoles, type GrantedRole } from '../identity/review-hats.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { decidesFor, grantHat } from './change-hats.js';
import { authorisationReopened, authorisationsConfirmed, lastAccountClosed } from './events.js';
import { listReviews, listRounds, noteReopened, noteReviews } from './review.store.js';
import { VotingDays } from '../bodies/voting-days.js';

/** Who spoke with whom before a body's last account was closed. */
export interface ClosingCall {
  readonly spokeWith: string;
  readonly calledNumber: string;
}

/** Whether somebody may say of a role that it is still right: who granted it, its body's manager, the Kiesraad; nobody of their own. */
export function mayReview(actor: Pick<PersonActor, 'hat' | 'personId'>, role: GrantedRole): boolean {
  if (role.personId === actor.personId) return false;
  return role.grantedBy === actor.personId || decidesFor(actor, role);
}

/** Who holds a round does its steps, or changes what became of a role in it. */
export const holdRound = (tx: Tx, votingDay: string) => lock(tx, `authorisations:${votingDay}`);

/** Confirming and closing roles in the round of a voting day (Kiesbesluit Ea 3 lid 3 b). */
@Injectable()
export class ReviewAuthorisations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly votingDays: VotingDays,
  ) {}

  /**
   * Says of these roles that they are still right; of who has been confirmed nothing changes. Refused: request.notFound (no such
   * round, or a role that is not the actor's to confirm, or one's own).
   */
  async confirm(votingDay: string, hatIds: readonly string[], actor: PersonActor): Promise<void> {
    const executives = await this.votingDays.organisations(votingDay);
    await act(this.db, actor, async (tx) => {
      await this.hold(tx, votingDay);
      const roles = await listGrantedRoles(tx, { votingDay, executives, mine: null });
      const chosen = roles.filter((role) => hatIds.includes(role.hatId) && mayReview(actor, role));
      if (chosen.length < new Set(hatIds).size) throw new Refusal('request.notFound');
      const at = this.clock.now();
      await noteReviews(tx, votingDay, chosen, { outcome: 'confirmed', at, by: actor.personId });
      const details = { confirmedRoles: chosen.map(({ hatId }) => hatId) };
      await append(tx, authorisationsConfirmed({ object: { id: votingDay }, actor, details }), at);
    });
  }

  /**
   * The Kiesraad closes an account that nobody confirmed, after a call: also a body's last one. Sensitive. Refused:
   * request.notFound (no such role in the round, or confirmed), accounts.ownHat.
   */
  async closeAfterCall(
    { votingDay, hatId }: { readonly votingDay: string; readonly hatId: string },
    call: ClosingCall,
    actor: PersonActor,
  ): Promise<void> {
    const work = async (tx: Tx) => {
      await this.hold(tx, votingDay);
      const hat = await holdHat(tx, hatId);
      const reviews = await listReviews(tx, votingDay);
      if (hat === null || reviews.some((each) => each.hatId === hatId)) throw new Refusal('request.notFound');
      if (hat.personId === actor.personId) throw new Refusal('accounts.ownHat');
      const at = this.clock.now();
      await endHat(tx, hat, at);
      await noteReviews(tx, votingDay, [{ ...hat, hatId }], {
        outcome: 'closed',
        at,
        by: actor.personId,
        call,
      });
      const object = { id: hat.personId, electionId: hat.electionId };
      await append(
        tx,
        lastAccountClosed({
          object,
          actor,
          details: { closingSpokeWith: call.spokeWith, closingNumber: call.calledNumber },
        }),
        at,
      );
    };
    await act(this.db, actor, work, 'fresh');
  }

  /**
   * Opens a role again that was closed in the round: a new one, confirmed at once; passkeys were kept. Sensitive. Refused:
   * request.notFound (not closed, opened already, not the actor's body), and as GrantHat.
   */
  async reopen(
    { votingDay, hatId }: { readonly votingDay: string; readonly hatId: string },
    actor: PersonActor,
  ): Promise<void> {
    const work = async (tx: Tx) => {
      await this.hold(tx, votingDay);
      const closed = (await listReviews(tx, votingDay)).find((each) => each.hatId === hatId);
      if (closed === undefined || !decidesFor(actor, closed)) throw new Refusal('request.notFound');
      const at = this.clock.now();
      const by = actor.personId;
      if (!(await noteReopened(tx, { votingDay, hatId }, { at, by }))) throw new Refusal('request.notFound');
      const role = closed.role === 'manager' || closed.role === 'operator' ? closed.role : 'member';
      const { personId, electionId, body } = closed;
      const granted = await grantHat(tx, { personId, electionId, body, role }, actor, at);
      await noteReviews(tx, votingDay, [{ ...closed, role, hatId: granted }], {
        outcome: 'confirmed',
        at,
        by,
      });
      const object = { id: personId, electionId };
      await append(tx, authorisationReopened({ object, actor, details: { votingDay } }), at);
    };
    await act(this.db, actor, work, 'fresh');
  }

  private async hold(tx: Tx, votingDay: string): Promise<void> {
    await holdRound(tx, votingDay);
    if ((await listRounds(tx, [votingDay])).length === 0) throw new Refusal('request.notFound');
  }
}
