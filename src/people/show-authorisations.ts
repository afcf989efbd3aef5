import { Injectable } from '@nestjs/common';
import { findHat, namesOf } from '../identity/person.store.js';
import { listGrantedRoles, type GrantedRole } from '../identity/review-hats.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { bodyKey, dayOf, isDormant, isFrozen, type Round } from './review.js';
import { mayReview } from './review-authorisations.js';
import { listReviews, listRounds, type Review } from './review.store.js';
import { VotingDays } from '../bodies/voting-days.js';
import { listVotingDays } from '../bodies/voting-days.store.js';

/** A role that works still, and what became of it in the round. */
export interface ShownRole extends GrantedRole {
  readonly review: Review | null;
  readonly dormant: boolean;
  /** Of its body no other account works. */
  readonly last: boolean;
}

/** A round as somebody sees it who confirms roles. */
export interface ShownRound {
  readonly round: Round;
  /** Nothing is closed by itself now, nor on the day that it would be. */
  readonly frozen: boolean;
  readonly closesOn: string;
  /** Those that are not confirmed yet and that who looks may confirm. */
  readonly open: readonly ShownRole[];
}

/** A role that was closed in the round. */
export interface ClosedRole extends Review {
  readonly name: string;
  readonly by: string;
}

/** Everything of a round, for the Kiesraad. */
export interface Inventory extends Omit<ShownRound, 'open'> {
  readonly roles: readonly ShownRole[];
  readonly closed: readonly ClosedRole[];
  /** What who confirmed or closed is called, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** The rounds in which accounts and roles are confirmed. */
@Injectable()
export class ShowAuthorisations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly votingDays: VotingDays,
  ) {}

  /**
   * The rounds that were begun, the first voting day first, with what the actor is asked to confirm: what they granted, and from the
   * first warning on what others granted in their own body. The Kiesraad is asked for what no manager of the body granted.
   */
  async own({ hat }: Pick<PersonActor, 'hat'>): Promise<readonly ShownRound[]> {
    const [rounds, worn] = await Promise.all([this.begun(), findHat(this.db.read, hat.id)]);
    if (worn === null) return [];
    const { personId } = worn;
    const actor = { hat, personId };
    return await Promise.all(
      rounds.map(async (round) => {
        const mine = hat.role === 'operator' ? null : { ...hat, personId };
        const { roles, ...facts } = await this.roles(round, mine);
        const operators = new Set(
          roles.filter(({ role }) => role === 'operator').map((each) => each.personId),
        );
        const isAsked = ({ grantedBy }: ShownRole) =>
          hat.role === 'operator'
            ? grantedBy === null || operators.has(grantedBy)
            : grantedBy === personId || round.firstWarningOn !== null || grantedBy === null;
        const open = roles.filter((role) => role.review === null && mayReview(actor, role) && isAsked(role));
        return { ...facts, open };
      }),
    );
  }

  /** Everything of the round of a voting day. Refused: request.notFound. */
  async inventory(votingDay: string): Promise<Inventory> {
    const [round] = await listRounds(this.db.read, [votingDay]);
    if (round === undefined) throw new Refusal('request.notFound');
    const [{ roles, ...facts }, reviews] = await Promise.all([
      this.roles(round, null),
      listReviews(this.db.read, votingDay),
    ]);
    const people = reviews.flatMap(({ personId, byPerson }) => [personId, byPerson ?? []].flat());
    const names = await namesOf(this.db.read, [...new Set(people)]);
    const nameOf = (id: string | null) => (id === null ? 'het platform' : (names.get(id) ?? ''));
    const closed = reviews
      .filter(({ outcome }) => outcome === 'closed')
      .map((each) => ({ ...each, name: nameOf(each.personId), by: nameOf(each.byPerson) }));
    return { ...facts, roles, closed, names };
  }

  /** Voting days to come of which nobody was asked yet. */
  async notBegun(): Promise<readonly string[]> {
    const days = await listVotingDays(this.db.read, dutchDay(this.clock.now()));
    const begun = (await listRounds(this.db.read, days)).map(({ votingDay }) => votingDay);
    return days.filter((day) => !begun.includes(day));
  }

  /** Voting days to come of which the round was begun. */
  private async begun(): Promise<readonly Round[]> {
    const days = await listVotingDays(this.db.read, dutchDay(this.clock.now()));
    return days.length === 0 ? [] : await listRounds(this.db.read, days);
  }

  private async roles(
    round: Round,
    mine: Parameters<typeof listGrantedRoles>[1]['mine'],
  ): Promise<Omit<ShownRound, 'open'> & { readonly roles: readonly ShownRole[] }> {
    const { votingDay } = round;
    const now = this.clock.now();
    const [executives, establishedOn, reviews] = await Promise.all([
      this.votingDays.organisations(votingDay),
      this.votingDays.establishedOn(votingDay),
      listReviews(this.db.read, votingDay),
    ]);
    const granted = await listGrantedRoles(this.db.read, { votingDay, executives, mine });
    const outcome = new Map(reviews.map((each) => [each.hatId, each]));
    const sizes = new Map<string, number>();
    for (const role of granted) sizes.set(bodyKey(role), (sizes.get(bodyKey(role)) ?? 0) + 1);
    const closesOn = dayOf('closed', round);
    return {
      ...{ round, closesOn },
      frozen:
        isFrozen(votingDay, closesOn, establishedOn) || isFrozen(votingDay, dutchDay(now), establishedOn),
      roles: granted.map((role) => ({
        ...role,
        review: outcome.get(role.hatId) ?? null,
        dormant: isDormant(role, now),
        last: sizes.get(bodyKey(role)) === 1,
      })),
    };
  }
}
