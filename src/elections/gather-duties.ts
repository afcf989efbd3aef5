import type { DutySubject, OpenDuty } from '../frame/open-duties.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { calendarOf } from './calendar.js';
import { organisationOf, type ElectionDecisions } from './decisions.js';
import { standingExemptions } from './duties.js';
import type { ElectionPlan } from './election.js';

/** Something that committees owe before the vote, with the key, by usage. */
export interface CommitteeDuty {
  readonly subject: DutySubject;
  /** Whether this committee owes it. */
  readonly owes: (committee: CommitteeRef, plan: ElectionPlan) => boolean;
  /** Who has done it, each as `ELECTION/LEVEL:CODE`. */
  readonly done: ReadonlySet<string>;
  readonly keyDueDays: number | undefined;
}

/**
 * What committees still owe, by the organisation that hosts them. Nothing of an election without the software, of a committee
 * that is exempt, or of one whose host was not decided yet: nobody could be reminded.
 */
export function openOf(
  plans: readonly ElectionPlan[],
  decisions: ReadonlyMap<string, ElectionDecisions>,
  { subject, owes, done, keyDueDays }: CommitteeDuty,
): readonly OpenDuty[] {
  return plans.flatMap((plan) => {
    const { id: electionId } = plan.definition;
    const decided = decisions.get(electionId);
    if (decided?.software !== 'used') return [];
    const exempt = new Set(standingExemptions(plan).map(({ committee }) => committeeKey(committee)));
    const due = calendarOf(plan.definition, keyDueDays).keyDue;
    return plan.committees.flatMap(({ level, code }): readonly OpenDuty[] => {
      const committee = { level, code };
      const key = committeeKey(committee);
      if (!owes(committee, plan) || exempt.has(key) || done.has(`${electionId}/${key}`)) return [];
      const organisation = organisationOf(plan, decided, committee);
      return organisation === null ? [] : [{ organisation, subject, of: { electionId, committee }, due }];
    });
  });
}
