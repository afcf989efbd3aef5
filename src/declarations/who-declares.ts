import { Injectable } from '@nestjs/common';
import type { Organisation } from '../bodies/organisation.js';
import { listOrganisations } from '../bodies/organisation.store.js';
import { organisationOf, underElectionsAct } from '../elections/decisions.js';
import { ElectionStore } from '../elections/election.store.js';
import type { ElectionPlan } from '../elections/election.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';
import { Database, type Reader } from '../platform/postgres/database.js';
import { declarationStates, type DeclarationState } from './declaration.store.js';
import { listCorrections } from './after.store.js';
import {
  correctedList,
  obligations,
  standingOf,
  unseated,
  type DecidedElection,
  type Listed,
  type Standing,
  type Unseated,
} from './obligation.js';

/** A body on the list of who must declare, and how it stands. */
export interface DeclaringBody extends Listed {
  /** What is known of the organisation; null of a code that is not kept. */
  readonly known: Organisation | null;
  /** Its name, or its code where it is not kept. */
  readonly name: string;
  readonly state: DeclarationState | null;
  readonly standing: Standing;
}

/** The executive that declares for it, as far as it is known. */
export function executiveOf({ known, name }: Pick<DeclaringBody, 'known' | 'name'>): string {
  return known?.executive ?? name;
}

/** Who must declare for a voting day, and how each stands. */
export interface DeclaringDay {
  readonly votingDay: string;
  /** The elections of the day, by id. */
  readonly elections: readonly ElectionPlan[];
  /** By the name of the organisation. */
  readonly bodies: readonly DeclaringBody[];
  readonly unseated: readonly Unseated[];
  /** The Dutch day at which this was looked at. */
  readonly today: string;
}

const byName = new Intl.Collator('nl');

/** Who must declare on the aansluitvoorschriften, explained per body, and how each stands: for a voting day at once. */
@Injectable()
export class WhoDeclares {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
  ) {}

  /** The voting days there are, the last first. */
  async days(): Promise<readonly string[]> {
    return [...new Set((await this.elections.list()).map(({ electionDate }) => electionDate))];
  }

  /** All bodies of a voting day, in six queries at most. */
  async run(votingDay: string, read: Reader = this.db.read): Promise<DeclaringDay> {
    const plans = await this.elections.ofDay(votingDay);
    const [decisions, organisations, corrections, states] = await Promise.all([
      this.elections.decisionsFor(plans),
      listOrganisations(read, votingDay),
      listCorrections(read, votingDay),
      declarationStates(read, votingDay),
    ]);
    const decided = plans.map((plan): DecidedElection => {
      const made = decisions.get(plan.definition.id)!;
      return {
        plan,
        usesSoftware: made.software === 'used',
        underElectionsAct: underElectionsAct(plan.definition.category),
        host: (committee) => organisationOf(plan, made, committee),
      };
    });
    const known = new Map(organisations.map((each) => [each.code, each]));
    const today = dutchDay(this.clock.now());
    const bodies = correctedList(votingDay, obligations(decided), corrections)
      .map((listed): DeclaringBody => {
        const organisation = known.get(listed.organisation) ?? null;
        const state = states.get(listed.organisation) ?? null;
        return {
          ...listed,
          ...{ known: organisation, name: organisation?.name ?? listed.organisation, state },
          standing: standingOf(listed, state, today),
        };
      })
      .sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.organisation, b.organisation));
    return { votingDay, elections: plans, bodies, unseated: unseated(decided), today };
  }
}
