import { declarationDue } from '../elections/calendar.js';
import { standingExemptions } from '../elections/duties.js';
import type { ElectionPlan } from '../elections/election.js';
import { committeeKey, ISLANDS, type CommitteeRef, type Level } from '../kernel/committee.js';
import type { Outcome } from './declaration.js';

/** An election of a voting day, with what the Kiesraad decided of it as far as declarations need it. */
export interface DecidedElection {
  readonly plan: ElectionPlan;
  /** Whether the results software is used at all. */
  readonly usesSoftware: boolean;
  /** False for elections and votes that the Kieswet does not rule: nobody declares for those. */
  readonly underElectionsAct: boolean;
  /** Code of the organisation that hosts this committee; null where that was not decided yet. */
  host(committee: CommitteeRef): string | null;
}

/** Why an organisation must declare: it hosts this committee, by this article. */
export interface Because {
  readonly electionId: string;
  readonly committee: CommitteeRef;
  readonly article: string;
}

/** That the executive of an organisation must declare on the aansluitvoorschriften for a voting day (Ea 6 lid 2 and 7). */
export interface Obligation {
  /** Code of the organisation. */
  readonly organisation: string;
  readonly votingDay: string;
  /** One for each committee, in the order of the elections. Empty where the Kiesraad's correction alone says so. */
  readonly because: readonly Because[];
  /** The last day on which it is in time. */
  readonly due: string;
  /** Whether it is sent to the Kiesraad too: all but the Kiesraad itself, which examines, declares and publishes (Ea 6 lid 7 a). */
  readonly sends: boolean;
}

/** A committee of which nobody decided yet where it has its seat, so that its host cannot be told. */
export type Unseated = Omit<Because, 'article'>;

/** Those that use the software, and so need a host. */
const USERS: readonly Level[] = ['GSB', 'SOL', 'NBSB', 'HSB', 'CSB'];

/** The committees of an election that use the software: not of an island that does not take part (Ya 3b lid 2). */
function usersOf({ plan, usesSoftware, underElectionsAct }: DecidedElection): readonly CommitteeRef[] {
  if (!usesSoftware || !underElectionsAct) return [];
  const absent = new Set(standingExemptions(plan).map(({ committee }) => committeeKey(committee)));
  return plan.committees
    .filter((committee) => USERS.includes(committee.level) && !absent.has(committeeKey(committee)))
    .map(({ level, code }) => ({ level, code }));
}

/** An openbaar lichaam that does not use the software, for none of its committees (Ya 3b lid 2). */
function isAbsentIsland(host: string, { settings }: ElectionPlan): boolean {
  return host in ISLANDS && !settings.islands.some((island) => island === host);
}

/** Ea 6 as it holds for who hosts this committee. For the EK by Q 7; on the islands by Ya 3b. */
function articleOf(host: string, { level }: CommitteeRef, { definition }: ElectionPlan): string {
  if (host === 'KR') return definition.category === 'TK' ? 'Ea 6 lid 7 a' : 'Ea 6 lid 7 a (afgeleid)';
  if (host.startsWith('W')) return 'Ea 6 lid 7 b';
  if (level === 'SOL' || definition.category === 'ER') return 'Ya 3b lid 1 en Ea 6 lid 2';
  return level === 'HSB' ? 'Ea 6 lid 2 (afgeleid)' : 'Ea 6 lid 2';
}

/**
 * Who must declare for the elections of one voting day, each with why, by code: the executive of every organisation that hosts
 * a committee which uses the software. One that is of no election of the day is not named.
 */
export function obligations(elections: readonly DecidedElection[]): readonly Obligation[] {
  const found = new Map<string, Obligation & { readonly because: Because[] }>();
  for (const election of elections) {
    const { id: electionId, electionDate: votingDay } = election.plan.definition;
    for (const committee of usersOf(election)) {
      const organisation = election.host(committee);
      if (organisation === null || isAbsentIsland(organisation, election.plan)) continue;
      const because = { electionId, committee, article: articleOf(organisation, committee, election.plan) };
      const known = found.get(organisation);
      if (known === undefined) {
        const due = declarationDue(votingDay);
        found.set(organisation, {
          organisation,
          votingDay,
          due,
          sends: organisation !== 'KR',
          because: [because],
        });
      } else known.because.push(because);
    }
  }
  return [...found.values()].sort((a, b) => (a.organisation < b.organisation ? -1 : 1));
}

/** The committees that use the software and of which the seat was not decided: somebody must declare, and it is not known who. */
export function unseated(elections: readonly DecidedElection[]): readonly Unseated[] {
  return elections.flatMap((election) =>
    usersOf(election)
      .filter((committee) => election.host(committee) === null)
      .map((committee) => ({ electionId: election.plan.definition.id, committee })),
  );
}

/** What the Kiesraad says of who must declare, where the rule is wrong: the newest per organisation counts. */
export interface Correction {
  readonly organisation: string;
  readonly says: 'must' | 'mustNot' | 'byRule';
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
}

/** An organisation on the list, or taken from it by a correction. */
export interface Listed extends Obligation {
  readonly must: boolean;
  /** The correction that made it so; null where the rule says it. */
  readonly corrected: Correction | null;
}

/** The list as the Kiesraad corrected it, by code; `corrections`: the newest of each organisation. */
export function correctedList(
  votingDay: string,
  byRule: readonly Obligation[],
  corrections: readonly Correction[],
): readonly Listed[] {
  const standing = new Map(
    corrections.filter(({ says }) => says !== 'byRule').map((each) => [each.organisation, each]),
  );
  const added = [...standing.keys()]
    .filter((code) => !byRule.some(({ organisation }) => organisation === code))
    .map((organisation) => ({
      ...{ organisation, votingDay, because: [] },
      ...{ due: declarationDue(votingDay), sends: organisation !== 'KR' },
    }));
  return [...byRule, ...added]
    .map((obligation) => {
      const corrected = standing.get(obligation.organisation) ?? null;
      return { ...obligation, corrected, must: corrected === null || corrected.says === 'must' };
    })
    .filter(({ must, because }) => must || because.length > 0)
    .sort((a, b) => (a.organisation < b.organisation ? -1 : 1));
}

/**
 * How a body stands: what its declaration says, or that there is none (yet) for every election that it hosts. `notDue`: it need
 * not declare. In time or late is a thing of its own.
 */
export type Standing = 'notDue' | 'open' | 'missing' | Outcome;

/** `today`: a Dutch day. A body that declared before an election was added must declare for that one too. */
export function standingOf(
  { must, because, due }: Pick<Listed, 'must' | 'because' | 'due'>,
  state: { readonly outcome: Outcome; readonly electionIds: readonly string[] } | null,
  today: string,
): Standing {
  if (!must) return 'notDue';
  const covers = state !== null && because.every(({ electionId }) => state.electionIds.includes(electionId));
  if (covers) return state.outcome;
  return today > due ? 'missing' : 'open';
}
