import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Live } from '../platform/live/live.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { DeliverSubmission } from './deliver-submission.js';
import { judgementFigures, JUDGED } from './judgement.store.js';
import type { Submission, SubmissionId } from './submission.js';
import { findSubmission } from './submission.store.js';

/** Waits for what follows the last file: the verdict and, where the sender asked for it in advance, the delivery. */
@Injectable()
export class AwaitVerdict {
  constructor(
    private readonly db: Database,
    private readonly live: Live,
    private readonly deliver: DeliverSubmission,
    private readonly settings: Settings,
  ) {}

  /**
   * Gives the submission as it is when the verdict is there, or when patience is over: then it still waits. Refuses what
   * delivering refuses, when that was asked and something stood in the way.
   */
  async run(id: SubmissionId, actor: PersonActor): Promise<Submission> {
    const judged = await this.live.waitFor(JUDGED, {
      matches: (note) => note['id'] === id,
      look: async () => {
        const found = await findSubmission(this.db.read, id);
        return found?.state === 'open' ? null : found;
      },
      timeoutMs: this.settings.waits.verdictMs,
    });
    const submission = judged ?? (await findSubmission(this.db.read, id));
    if (submission === null) throw new Error(`submission ${id} is gone`);
    if (submission.state !== 'judged' || !submission.direct) return submission;
    return await this.deliver.run(submission, { statement: null }, actor);
  }

  /** After how many seconds looking again makes sense: 2 to 30, later as more wait. */
  async lookAgainAfter(): Promise<number> {
    const { waiting } = await judgementFigures(this.db);
    return Math.min(30, 2 + Math.floor(waiting / 10));
  }
}
