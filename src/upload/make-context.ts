import { Injectable } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { decidedOf } from '../elections/decision.store.js';
import { electionFacts } from '../elections/election.js';
import { unsignedBy } from '../fallback/fallback.js';
import { standingAllowances } from '../fallback/fallback.store.js';
import { usableKeys } from '../keys/key.store.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type Segment } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { listInForce } from '../stations/station.store.js';
import type { Context } from '../verify/context.js';
import type { Submission } from './submission.js';

/** Everything outside the bytes on which a judgement of this submission depends, as it is now. */
@Injectable()
export class MakeContext {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
  ) {}

  async run({ electionId, sender, files }: Submission): Promise<Context> {
    const owner = { electionId, body: sender };
    const allowed = await standingAllowances(this.db.read, owner, this.clock.now());
    const received = files.map((file) => file.receivedAt?.getTime() ?? 0);
    return {
      ...(await this.of(owner, new Date(Math.max(...received)))),
      allowed: allowed.map((each) => ({ ...unsignedBy(each), message: each.message })),
    };
  }

  /**
   * The same of any file of this body that came at this moment, with nothing unsigned allowed. Throws when the election or the
   * body is gone, which no user can cause.
   */
  async of(owner: Segment, receivedAt: Date): Promise<Context> {
    const { electionId, body: sender } = owner;
    const plan = await this.elections.plan(electionId);
    const decided = (await decidedOf(this.db.read, [electionId])).get(electionId);
    const facts = plan && electionFacts(plan, sender, decided?.emlVersion);
    if (!facts) throw new Error(`${committeeKey(sender)} is no committee of ${electionId}`);
    return {
      election: facts,
      sender,
      keys: await usableKeys(this.db.read, owner),
      stations: (await listInForce(this.db.read, owner))?.stations ?? null,
      paperFingerprint: null,
      receivedAt: receivedAt.toISOString(),
    };
  }
}
