import { Injectable } from '@nestjs/common';
import { ListHats } from '../identity/choose-hat.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { calendarOf, type ElectionCalendar } from './calendar.js';
import { standingExemptions, type Exemption } from './duties.js';
import type { ElectionPlan } from './election.js';
import { ElectionStore, type ElectionSummary } from './election.store.js';
import { isOperator } from './list-elections.js';

export type { KeptExemption } from './election.store.js';

/** An exemption as people see it: `id` and `note` are null where it follows from the settings and cannot be ended. */
export interface ShownExemption extends Exemption {
  readonly id: string | null;
  readonly note: string | null;
}

/** Everything there is to know of one election. */
export interface ElectionView {
  readonly summary: ElectionSummary;
  readonly plan: ElectionPlan;
  readonly calendar: ElectionCalendar;
  /** Those of the settings first, then the decisions, oldest first, ended ones included. */
  readonly exemptions: readonly ShownExemption[];
}

/** One election, for who may know of it: the operator, and who wears a hat in it. */
@Injectable()
export class ShowElection {
  constructor(
    private readonly elections: ElectionStore,
    private readonly hats: ListHats,
  ) {}

  /** Refused: request.notFound, also for an election in which the actor has no hat. */
  async run(id: string, actor: PersonActor | HatlessActor): Promise<ElectionView> {
    if (!(await this.mayKnow(id, actor))) throw new Refusal('request.notFound');
    const [summary, plan] = await Promise.all([this.elections.summary(id), this.elections.plan(id)]);
    if (summary === null || plan === null) throw new Refusal('request.notFound');
    const standing = standingExemptions(plan).map((exemption) => ({ ...exemption, id: null, note: null }));
    return {
      summary,
      plan,
      calendar: calendarOf(plan.definition),
      exemptions: [...standing, ...(await this.elections.exemptions(id))],
    };
  }

  private async mayKnow(id: string, actor: PersonActor | HatlessActor): Promise<boolean> {
    return isOperator(actor) || (await this.hats.run(actor.personId)).some((hat) => hat.electionId === id);
  }
}
