import { Injectable } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { electionFacts } from '../elections/election.js';
import { unsignedBy } from '../fallback/fallback.js';
import { standingAllowances } from '../fallback/fallback.store.js';
import { usableKeys } from '../keys/key.store.js';
import { Clock } from '../kernel/clock.js';
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

  /** Throws when the election or the body is gone, which no user can cause. */
  async run(submission: Submission): Promise<Context> {
    const { electionId, sender, files } = submission;
    const plan = await this.elections.plan(electionId);
    const facts = plan && electionFacts(plan, sender);
    if (!facts) throw new Error(`submission ${submission.id} belongs to no committee of ${electionId}`);
    const owner = { electionId, body: sender };
    const allowed = await standingAllowances(this.db.read, owner, this.clock.now());
    const received = files.map((file) => file.receivedAt?.getTime() ?? 0);
    return {
      election: facts,
      sender,
      keys: await usableKeys(this.db.read, owner),
      allowed: allowed.map((each) => ({ ...unsignedBy(each), message: each.message })),
      stations: (await listInForce(this.db.read, owner))?.stations ?? null,
      paperFingerprint: null,
      receivedAt: new Date(Math.max(...received)).toISOString(),
    };
  }
}
