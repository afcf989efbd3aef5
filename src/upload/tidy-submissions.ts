import { Injectable } from '@nestjs/common';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { AbandonSubmission } from './abandon-submission.js';
import { FinishSubmission } from './finish-submission.js';
import { PATIENCE } from './limits.js';
import { TidyFiles } from './tidy-files.js';
import type { SubmissionId } from './submission.js';
import { listForgotten, listUnfinished } from './submission.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'leveringen' };
const BATCH = 20;

type Each = (ids: readonly SubmissionId[], work: (id: SubmissionId) => Promise<unknown>) => Promise<number>;

/**
 * Finishes what a process left behind when it died: judges what arrived whole, ends what was left alone, and puts files
 * where they belong. Looks only at the database and the disk.
 */
@Injectable()
export class TidySubmissions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly finish: FinishSubmission,
    private readonly abandon: AbandonSubmission,
    private readonly files: TidyFiles,
  ) {}

  /** Gives how much there was to do. What fails keeps nothing else waiting; the first fault is thrown at the end. */
  async run(): Promise<number> {
    const faults: unknown[] = [];
    const each = async (ids: readonly SubmissionId[], work: (id: SubmissionId) => Promise<unknown>) => {
      for (const id of ids) await work(id).catch((error: unknown) => faults.push(error));
      return ids.length;
    };
    const done = (await this.finishAll(each)) + (await this.abandonAll(each)) + (await this.files.run());
    if (faults.length > 0) throw faults[0];
    return done;
  }

  private ago(ms: number): Date {
    return new Date(this.clock.now().getTime() - ms);
  }

  /** A direct delivery that must still name what it replaces waits for its sender, who is told so when asking. */
  private async finishAll(each: Each): Promise<number> {
    const [since, before] = [this.ago(PATIENCE.directMs), this.ago(PATIENCE.unfinishedMs)];
    const unfinished = await listUnfinished(this.db.read, since, before, BATCH);
    return await each(unfinished, (id) =>
      this.finish.run(id, SYSTEM).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      }),
    );
  }

  private async abandonAll(each: Each): Promise<number> {
    const [open, judged] = [this.ago(PATIENCE.openMs), this.ago(PATIENCE.judgedMs)];
    const forgotten = await listForgotten(this.db.read, open, judged, BATCH);
    return await each(forgotten, (id) => this.abandon.run(id, SYSTEM));
  }
}
