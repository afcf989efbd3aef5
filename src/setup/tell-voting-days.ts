import { Injectable, type OnModuleInit } from '@nestjs/common';
import { VotingDays, type HostOf } from '../bodies/voting-days.js';
import { organisationOf } from '../elections/decisions.js';
import { ElectionStore } from '../elections/election.store.js';

/** Tells the rooms above what elections say of a voting day: who hosts their committees, and when their results are established. */
@Injectable()
export class TellVotingDays implements OnModuleInit {
  constructor(
    private readonly elections: ElectionStore,
    private readonly votingDays: VotingDays,
  ) {}

  onModuleInit(): void {
    this.votingDays.know({
      hosts: (votingDay) => this.hosts(votingDay),
      establishedOn: (votingDay) => this.establishedOn(votingDay),
    });
  }

  private async hosts(votingDay: string): Promise<HostOf> {
    const plans = await this.elections.ofDay(votingDay);
    const decisions = await this.elections.decisionsFor(plans);
    const byId = new Map(plans.map((plan) => [plan.definition.id, plan]));
    return ({ electionId, body }) => {
      const plan = electionId === null ? undefined : byId.get(electionId);
      return plan === undefined ? null : organisationOf(plan, decisions.get(plan.definition.id)!, body);
    };
  }

  private async establishedOn(votingDay: string): Promise<string | null> {
    const plans = await this.elections.ofDay(votingDay);
    const decisions = [...(await this.elections.decisionsFor(plans)).values()];
    const days = decisions.flatMap(({ moments }) => moments.resultEstablished ?? []);
    return days.length === 0 || days.length < plans.length ? null : days.sort().at(-1)!;
  }
}
