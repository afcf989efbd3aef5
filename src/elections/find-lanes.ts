import { Injectable } from '@nestjs/common';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Reader, type Tx } from '../platform/postgres/database.js';
import { decidedOf } from './decision.store.js';
import { decisionsOf } from './decisions.js';
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
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
  ) {}

  /** Refuses request.notFound for an election that is not there. */
  async run(electionId: string): Promise<Lanes> {
    const plan = await this.elections.plan(electionId);
    if (plan === null) throw new Refusal('request.notFound');
    return await lanesOf(this.db.read, plan);
  }
}

/** The lanes of this election, as they are seen from where is read: inside a transaction, to decide by them. */
export async function lanesOf(read: Reader | Tx, plan: ElectionPlan): Promise<Lanes> {
  const { id } = plan.definition;
  const decisions = decisionsOf(plan.definition, (await decidedOf(read, [id])).get(id));
  return { plan, realOpens: realLaneOpens(plan, decisions), testCloses: testLaneCloses(plan, decisions) };
}
