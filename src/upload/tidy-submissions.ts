import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { AbandonSubmission } from './abandon-submission.js';
import { FinishSubmission } from './finish-submission.js';
import { PATIENCE } from './limits.js';
import { TidyFiles } from './tidy-files.js';
import { listForgotten, listUnfinished } from './submission.store.js';

const SYSTEM: Actor = { kind: 'system', part: 'leveringen' };
const BATCH = 20;

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

  /** Gives how much there was to do. */
  async run(): Promise<number> {
    return (await this.finishAll()) + (await this.abandonAll()) + (await this.files.run());
  }

  private ago(ms: number): Date {
    return new Date(this.clock.now().getTime() - ms);
  }

  /** A direct delivery that must still name what it replaces waits for its sender, who is told so when asking. */
  private async finishAll(): Promise<number> {
    let done = 0;
    const [since, before] = [this.ago(PATIENCE.directMs), this.ago(PATIENCE.unfinishedMs)];
    for (const id of await listUnfinished(this.db.read, since, before, BATCH)) {
      try {
        await this.finish.run(id, SYSTEM);
        done += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    return done;
  }

  private async abandonAll(): Promise<number> {
    const [open, judged] = [this.ago(PATIENCE.openMs), this.ago(PATIENCE.judgedMs)];
    const forgotten = await listForgotten(this.db.read, open, judged, BATCH);
    for (const id of forgotten) await this.abandon.run(id, SYSTEM);
    return forgotten.length;
  }
}
