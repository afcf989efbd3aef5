import { Injectable } from '@nestjs/common';
import { ListHats } from '../identity/choose-hat.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { calendarOf, type ElectionCalendar } from '../elections/calendar.js';
import { standingExemptions, type Exemption } from '../elections/duties.js';
import {
  offeredDefinitions,
  waitingDefinitions,
  type OfferedDefinition,
} from '../elections/definition.store.js';
import { planElection, type ElectionPlan } from '../elections/election.js';
import { ElectionStore, type ElectionSummary as KeptSummary } from '../elections/election.store.js';

/** One election in a list; `draft`: a second person of the Kiesraad did not confirm it yet. */
export interface ElectionSummary extends KeptSummary {
  readonly draft: boolean;
}

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

/** The elections somebody may know of: the operator all and the drafts, anyone else those in which they wear a hat. */
@Injectable()
export class ShowElections {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly hats: ListHats,
    private readonly settings: Settings,
  ) {}

  /** Drafts first, then the last voting day first. */
  async all(actor: PersonActor | HatlessActor): Promise<readonly ElectionSummary[]> {
    const [all, worn] = await Promise.all([this.elections.list(), this.worn(actor)]);
    const kept = all.map((summary) => ({ ...summary, draft: false }));
    if (worn !== 'all') return kept.filter(({ id }) => worn.has(id));
    const drafts = (await waitingDefinitions(this.db.read)).filter(({ number }) => number === 1);
    return [...drafts.map(draftSummary), ...kept];
  }

  /** One election, or to the operator its draft. Refused: request.notFound, also where the actor has no hat in it. */
  async one(id: string, actor: PersonActor | HatlessActor): Promise<ShownElection> {
    const worn = await this.worn(actor);
    if (worn !== 'all' && !worn.has(id)) throw new Refusal('request.notFound');
    const [summary, plan] = await Promise.all([this.elections.summary(id), this.elections.plan(id)]);
    if (summary === null || plan === null) {
      if (worn === 'all') return await this.draft(id);
      throw new Refusal('request.notFound');
    }
    const standing = standingExemptions(plan).map((exemption) => ({ ...exemption, id: null, note: null }));
    return {
      summary: { ...summary, draft: false },
      plan,
      calendar: calendarOf(plan.definition, this.settings.keyDueDays),
      exemptions: [...standing, ...(await this.elections.exemptions(id))],
    };
  }

  /** Whether there is such an election, and no draft alone. */
  async isSetUp(id: string): Promise<boolean> {
    return (await this.elections.summary(id)) !== null;
  }

  private async draft(id: string): Promise<ShownElection> {
    const [last] = await offeredDefinitions(this.db.read, id);
    if (last === undefined || last.confirmation !== null) throw new Refusal('request.notFound');
    const plan = planElection(last.definition);
    const calendar = calendarOf(plan.definition, this.settings.keyDueDays);
    return { summary: draftSummary(last), plan, calendar, exemptions: [] };
  }

  private async worn(actor: PersonActor | HatlessActor): Promise<'all' | ReadonlySet<string | null>> {
    if (isOperator(actor)) return 'all';
    return new Set((await this.hats.run(actor.personId)).map(({ electionId }) => electionId));
  }
}

function draftSummary({ definition, sha256, at }: OfferedDefinition): ElectionSummary {
  const { id, name, category, electionDate } = definition;
  return { id, name, category, electionDate, definitionSha256: sha256, createdAt: at, draft: true };
}

/** Does this actor wear the operator's hat? */
function isOperator(actor: PersonActor | HatlessActor): boolean {
  return actor.kind === 'person' && actor.hat.body.level === 'OPERATOR';
}
