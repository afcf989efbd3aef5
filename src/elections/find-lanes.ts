import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { ElectionStore } from './election.store.js';
import type { ElectionPlan } from './election.js';
import { realLaneOpens, testLaneCloses } from './lane.js';

/** When the lanes of an election open and close. */
export interface Lanes {
  readonly plan: ElectionPlan;
  /** From when on a file may be delivered as a real count. */
  readonly realOpens: Date;
  /** Until when a test count may be delivered. */
  readonly testCloses: Date;
}

/** Which lane of an election is open, as it is decided now. */
@Injectable()
export class FindLanes {
  constructor(private readonly elections: ElectionStore) {}

  /** Refuses request.notFound for an election that is not there. */
  async run(electionId: string): Promise<Lanes> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const decisions = await this.elections.decisions(electionId);
    return {
      plan,
      realOpens: realLaneOpens(plan, decisions),
      testCloses: testLaneCloses(plan, decisions),
    };
  }
}
