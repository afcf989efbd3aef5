import { Injectable } from '@nestjs/common';
import { WhoDeclares } from '../declarations/who-declares.js';
import { isCalendarDay } from '../elections/calendar.js';
import { ElectionStore } from '../elections/election.store.js';
import type { ElectionPlan } from '../elections/election.js';
import { signedBy } from '../elections/settings.js';
import type { KeyCount } from '../keys/key.store.js';
import { committeeKey } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { groupBy, totalsOf } from '../routing/inbox.js';
import { ShowBoard } from '../routing/show-board.js';

/** So many of so many did what they must. */
export interface DoneOf {
  readonly done: number;
  readonly due: number;
}

/** How one election of a voting day stands. */
export interface DayElection {
  readonly id: string;
  readonly name: string;
  /** Committees with an approved key, of those that sign. */
  readonly keys: DoneOf;
  /** Organisations that declared, of those that host a committee of it. */
  readonly declarations: DoneOf;
  readonly deliveries: DoneOf;
  /** When the last file came that is in force or was; null: none yet. */
  readonly last: Date | null;
}

/** A voting day with all its elections, by name. */
export interface WholeDay {
  readonly votingDay: string;
  readonly elections: readonly DayElection[];
}

const BY_NAME = new Intl.Collator('nl');

/** All elections of one voting day together, for the Kiesraad as beheerder: states, never files. */
@Injectable()
export class ShowVotingDay {
  constructor(
    private readonly elections: ElectionStore,
    private readonly board: ShowBoard,
    private readonly who: WhoDeclares,
  ) {}

  /** In a number of queries that does not grow with the elections. A day without elections is refused as absent. */
  async run(votingDay: string): Promise<WholeDay> {
    const plans = isCalendarDay(votingDay) ? await this.elections.ofDay(votingDay) : [];
    if (plans.length === 0) throw new Refusal('request.notFound');
    const [{ rows, others, keys }, declared] = await Promise.all([
      this.board.of(plans),
      this.declared(votingDay),
    ]);
    const own = groupBy(rows, ({ electionId }) => electionId);
    const last = new Map<string, Date>();
    for (const { electionId, at } of [...rows.flatMap(({ file }) => file ?? []), ...others])
      if (at > (last.get(electionId) ?? 0)) last.set(electionId, at);
    const elections = plans.map((plan) => {
      const { id, name } = plan.definition;
      return {
        id,
        name,
        keys: keysOf(plan, keys.get(id) ?? new Map()),
        declarations: declared.get(id) ?? { done: 0, due: 0 },
        deliveries: totalsOf(own.get(id) ?? []),
        last: last.get(id) ?? null,
      };
    });
    return { votingDay, elections: elections.sort((a, b) => BY_NAME.compare(a.name, b.name)) };
  }

  private async declared(votingDay: string): Promise<ReadonlyMap<string, DoneOf>> {
    const counts = new Map<string, { done: number; due: number }>();
    for (const { because, standing, state } of (await this.who.run(votingDay)).bodies) {
      if (standing === 'notDue') continue;
      for (const electionId of new Set(because.map((each) => each.electionId))) {
        const count = counts.get(electionId) ?? { done: 0, due: 0 };
        count.due += 1;
        if (state?.electionIds.includes(electionId) === true) count.done += 1;
        counts.set(electionId, count);
      }
    }
    return counts;
  }
}

function keysOf({ committees, settings }: ElectionPlan, counts: ReadonlyMap<string, KeyCount>): DoneOf {
  const signing = committees.filter(({ level }) => signedBy(settings, level).length > 0);
  const done = signing.filter((committee) => (counts.get(committeeKey(committee))?.approved ?? 0) > 0);
  return { done: done.length, due: signing.length };
}
