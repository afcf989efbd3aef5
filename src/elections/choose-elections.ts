import { z } from 'zod';
import { Refusal } from '../kernel/refusal.js';
import { formatDay } from '../web/format-time.js';
import { isCalendarDay } from './calendar.js';
import type { ElectionPlan } from './election.js';
import type { ElectionStore, ElectionSummary } from './election.store.js';

/** Which elections somebody looks at together, as it stands in addresses: one, or all of a voting day (`YYYY-MM-DD`). */
export const electionsQuery = {
  verkiezing: z.preprocess((given) => (given === '' ? undefined : given), z.string().max(120).optional()),
  dag: z.preprocess((given) => (given === '' ? undefined : given), z.string().max(10).optional()),
};

/** Elections that are looked at together: one, or all of a voting day. Never none. */
export interface ChosenElections {
  readonly plans: readonly ElectionPlan[];
  /** The day of which these are all elections; null: one was chosen. */
  readonly votingDay: string | null;
  /** What else can be chosen, where one was chosen. */
  readonly elections: readonly ElectionSummary[];
}

/**
 * All elections of `dag`, or else the one that is named, or else the first there is; null when there are none at all. Two
 * queries, three at most, however many elections there are. Refused as absent: an unknown election, a day without any.
 */
export async function chooseElections(
  store: ElectionStore,
  { verkiezing, dag }: { readonly verkiezing?: string | undefined; readonly dag?: string | undefined },
): Promise<ChosenElections | null> {
  if (dag !== undefined) {
    const plans = isCalendarDay(dag) ? await store.ofDay(dag) : [];
    if (plans.length === 0) throw new Refusal('request.notFound');
    return { plans, votingDay: dag, elections: [] };
  }
  const elections = await store.list();
  const chosen = verkiezing ?? elections[0]?.id;
  if (chosen === undefined) return null;
  const plan = await store.plan(chosen);
  if (plan === null) throw new Refusal('request.notFound');
  return { plans: [plan], votingDay: null, elections };
}

/** The part of an address that leads to the same elections. */
export function electionsAsQuery({ plans, votingDay }: Pick<ChosenElections, 'plans' | 'votingDay'>): {
  readonly [name: string]: string;
} {
  return votingDay === null ? { verkiezing: plans[0]!.definition.id } : { dag: votingDay };
}

/** What an election is called, by its id. */
export function electionNames(plans: readonly ElectionPlan[]): ReadonlyMap<string, string> {
  return new Map(plans.map(({ definition: { id, name } }) => [id, name]));
}

/** What elections are called together: the name of the one, or that they are of that day. */
export function electionsTitle({ plans, votingDay }: Pick<ChosenElections, 'plans' | 'votingDay'>): string {
  if (votingDay === null) return plans[0]!.definition.name;
  return `Alle verkiezingen van ${formatDay(votingDay)}`;
}
