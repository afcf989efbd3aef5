import { Injectable } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { sameCommittee } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { isUuid } from '../kernel/uuid.js';
import { tallyOf, type Referral, type Tally } from './referral.js';
import { FindReferrals } from './find-referrals.js';

/** A referral with the names of who is in it. */
export interface NamedReferral extends Referral {
  readonly fromName: string;
  readonly toName: string;
  /** Whether who looks sent it; else it was sent to them. */
  readonly own: boolean;
}

/** What was sent back to one GSB, added up. */
export interface GsbTally extends Tally {
  readonly code: string;
  readonly name: string;
}

/** What a CSB sent back, or a GSB was sent. */
export interface ShownReferrals {
  readonly plan: ElectionPlan;
  /** Whether who looks sent them. */
  readonly own: boolean;
  /** Newest first. */
  readonly referrals: readonly NamedReferral[];
  /** Per GSB, by name. */
  readonly tallies: readonly GsbTally[];
  readonly total: Tally;
}

/** What was sent back and answered, for the CSB that sent it and the GSB that it went to. */
@Injectable()
export class ShowReferrals {
  constructor(
    private readonly referrals: FindReferrals,
    private readonly elections: ElectionStore,
  ) {}

  async run(actor: Pick<PersonActor, 'hat'>): Promise<ShownReferrals> {
    const segment = segmentOf(actor);
    const [plan, found] = await Promise.all([
      this.elections.plan(segment.electionId),
      this.referrals.run(segment),
    ]);
    if (plan === null) throw new Refusal('request.notFound');
    const referrals = found.map((referral) => named(plan, referral, actor)).reverse();
    const names = new Map(referrals.map(({ to, toName }) => [to.code, toName]));
    const tallies = [...names].map(([code, name]) => ({
      ...{ code, name },
      ...tallyOf(referrals.filter(({ to }) => to.code === code)),
    }));
    return {
      ...{ plan, referrals, total: tallyOf(referrals), own: segment.body.level === 'CSB' },
      tallies: tallies.sort((a, b) => a.name.localeCompare(b.name, 'nl')),
    };
  }

  /** One of them. Another's is refused as absent. */
  async one(actor: PersonActor, id: string): Promise<NamedReferral> {
    const segment = segmentOf(actor);
    const [found] = isUuid(id) ? await this.referrals.run(segment, { id }) : [];
    const plan = found && (await this.elections.plan(segment.electionId));
    if (!found || !plan) throw new Refusal('request.notFound');
    return named(plan, found, actor);
  }
}

function named(plan: ElectionPlan, referral: Referral, { hat }: Pick<PersonActor, 'hat'>): NamedReferral {
  return {
    ...referral,
    fromName: committeeName(plan.committees, referral.from),
    toName: committeeName(plan.committees, referral.to),
    own: sameCommittee(referral.from, hat.body),
  };
}
