import { Injectable } from '@nestjs/common';
import { OpenDuties, type DutySubject, type OpenDuty } from '../frame/open-duties.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { Settings } from '../platform/settings.js';
import { calendarOf } from './calendar.js';
import { organisationOf, type ElectionDecisions } from './decisions.js';
import { standingExemptions } from './duties.js';
import type { ElectionPlan } from './election.js';
import { ElectionStore } from './election.store.js';

/** Something that committees owe before the vote, with the key, by usage. */
interface CommitteeDuty {
  readonly subject: DutySubject;
  /** Whether this committee owes it. */
  readonly owes: (committee: CommitteeRef, plan: ElectionPlan) => boolean;
  /** Of which of its committees (`committeeKey`) it is done, by election. In one query. */
  readonly done: (electionIds: readonly string[]) => Promise<Done>;
}

/** The committees that have done it, by election. */
type Done = ReadonlyMap<string, { has(committee: string): boolean }>;

/** What committees still owe, by the organisation that hosts them: each room that knows of something says so once. */
@Injectable()
export class GatherDuties {
  constructor(
    private readonly duties: OpenDuties,
    private readonly elections: ElectionStore,
    private readonly settings: Settings,
  ) {}

  add(duty: CommitteeDuty): void {
    this.duties.add((votingDay) => this.open(votingDay, duty));
  }

  private async open(votingDay: string, duty: CommitteeDuty): Promise<readonly OpenDuty[]> {
    const plans = await this.elections.ofDay(votingDay);
    const [decisions, done] = await Promise.all([
      this.elections.decisionsFor(plans),
      duty.done(plans.map(({ definition }) => definition.id)),
    ]);
    return plans.flatMap((plan) => this.openOf(plan, decisions.get(plan.definition.id)!, duty, done));
  }

  /** Nothing of an election without the software, of a committee that is exempt, or of one of which nobody knows the host. */
  private openOf(
    plan: ElectionPlan,
    decisions: ElectionDecisions,
    { subject, owes }: CommitteeDuty,
    done: Done,
  ): readonly OpenDuty[] {
    if (decisions.software !== 'used') return [];
    const { id: electionId } = plan.definition;
    const exempt = new Set(standingExemptions(plan).map(({ committee }) => committeeKey(committee)));
    const due = calendarOf(plan.definition, this.settings.keyDueDays).keyDue;
    return plan.committees.flatMap(({ level, code }): readonly OpenDuty[] => {
      const committee = { level, code };
      const key = committeeKey(committee);
      if (!owes(committee, plan) || exempt.has(key) || done.get(electionId)?.has(key) === true) return [];
      const organisation = organisationOf(plan, decisions, committee);
      return organisation === null ? [] : [{ organisation, subject, of: { electionId, committee }, due }];
    });
  }
}
