import { Injectable } from '@nestjs/common';
import { ListHats } from '../identity/choose-hat.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/settings.js';
import { calendarOf, type ElectionCalendar } from './calendar.js';
import { standingExemptions, type Exemption } from './duties.js';
import type { ElectionPlan } from './election.js';
import { ElectionStore, type ElectionSummary } from './election.store.js';

export type { ElectionSummary } from './election.store.js';

/** An exemption as people see it: `id` and `note` are null where it follows from the settings and cannot be ended. */
export interface ShownExemption extends Exemption {
  readonly id: string | null;
  readonly note: string | null;
}

/** Everything there is to know of one election. */
export interface ShownElection {
  readonly summary: ElectionSummary;
  readonly plan: ElectionPlan;
  readonly calendar: ElectionCalendar;
  /** Those of the settings first, then the decisions, oldest first, ended ones included. */
  readonly exemptions: readonly ShownExemption[];
}

/** The elections somebody may know of: the operator all, anyone else those in which they wear a hat. */
@Injectable()
export class ShowElections {
  constructor(
    private readonly elections: ElectionStore,
    private readonly hats: ListHats,
    private readonly settings: Settings,
  ) {}

  /** The last voting day first. */
  async all(actor: PersonActor | HatlessActor): Promise<readonly ElectionSummary[]> {
    const [all, worn] = await Promise.all([this.elections.list(), this.worn(actor)]);
    return worn === 'all' ? all : all.filter(({ id }) => worn.has(id));
  }

  /** One election. Refused: request.notFound, also for an election in which the actor has no hat. */
  async one(id: string, actor: PersonActor | HatlessActor): Promise<ShownElection> {
    const worn = await this.worn(actor);
    if (worn !== 'all' && !worn.has(id)) throw new Refusal('request.notFound');
    const [summary, plan] = await Promise.all([this.elections.summary(id), this.elections.plan(id)]);
    if (summary === null || plan === null) throw new Refusal('request.notFound');
    const standing = standingExemptions(plan).map((exemption) => ({ ...exemption, id: null, note: null }));
    return {
      summary,
      plan,
      calendar: calendarOf(plan.definition, this.settings.keyDueDays),
      exemptions: [...standing, ...(await this.elections.exemptions(id))],
    };
  }

  private async worn(actor: PersonActor | HatlessActor): Promise<'all' | ReadonlySet<string | null>> {
    if (isOperator(actor)) return 'all';
    return new Set((await this.hats.run(actor.personId)).map(({ electionId }) => electionId));
  }
}

/** Does this actor wear the operator's hat? */
function isOperator(actor: PersonActor | HatlessActor): boolean {
  return actor.kind === 'person' && actor.hat.body.level === 'OPERATOR';
}
