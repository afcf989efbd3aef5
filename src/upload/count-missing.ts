import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { keepCount, listUncounted } from './count.store.js';
import { JudgeFiles } from './judge-files.js';
import type { SubmissionId } from './submission.js';
import { findSubmission } from './submission.store.js';

const BATCH = 20;

/** Reads the counts again that were delivered before counts were kept, or kept otherwise. Their verdicts stay as they are. */
@Injectable()
export class CountMissing {
  constructor(
    private readonly db: Database,
    private readonly judging: JudgeFiles,
  ) {}

  /** Gives how many it kept. What cannot be read keeps nothing else waiting; the first fault is thrown at the end. */
  async run(): Promise<number> {
    let kept = 0;
    const faults: unknown[] = [];
    let ids: readonly SubmissionId[] = [];
    do {
      ids = await listUncounted(this.db.read, ids.at(-1) ?? null, BATCH);
      for (const id of ids)
        await this.count(id).then(
          () => (kept += 1),
          (error: unknown) => faults.push(error),
        );
    } while (ids.length === BATCH);
    if (faults.length > 0) throw faults[0];
    return kept;
  }

  private async count(id: SubmissionId): Promise<void> {
    const submission = await findSubmission(this.db.read, id);
    const outcome = submission && (await this.judging.run(submission, false));
    if (outcome?.kind !== 'judged' || outcome.count === null)
      throw new Error(`the count of submission ${id} could not be read: ${outcome?.kind}`);
    const { count } = outcome;
    await this.db.transaction((tx) => keepCount(tx, id, count));
  }
}
