import { Injectable } from '@nestjs/common';
import { ElectionStore } from '../elections/election.store.js';
import { electionFacts } from '../elections/election.js';
import { usableKeys } from '../keys/key.store.js';
import { Database } from '../platform/postgres/database.js';
import type { Context } from '../verify/context.js';
import type { Submission } from './submission.js';

/** Everything outside the bytes on which a judgement of this submission depends, as it is now. */
@Injectable()
export class MakeContext {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
  ) {}

  /** Throws when the election or the body is gone, which no user can cause. */
  async run(submission: Submission): Promise<Context> {
    const { electionId, sender, files } = submission;
    const plan = await this.elections.plan(electionId);
    const facts = plan && electionFacts(plan, sender);
    if (!facts) throw new Error(`submission ${submission.id} belongs to no committee of ${electionId}`);
    const received = files.map((file) => file.receivedAt?.getTime() ?? 0);
    return {
      election: facts,
      sender,
      keys: await usableKeys(this.db.read, { electionId, body: sender }),
      paperFingerprint: null,
      receivedAt: new Date(Math.max(...received)).toISOString(),
    };
  }
}
