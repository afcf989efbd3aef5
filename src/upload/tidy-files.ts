import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { SettleFiles } from './settle-files.js';
import { PATIENCE } from './limits.js';
import { ReceivedFiles } from './received-files.store.js';
import { findSubmission } from './submission.store.js';

const EVERY_MS = 60_000;

/** Puts received files where the state of their submission says they belong, and removes what nothing names. */
@Injectable()
export class TidyFiles {
  private nextAt = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly received: ReceivedFiles,
    private readonly settle: SettleFiles,
  ) {}

  /** Looks at most once a minute, and the first time at once. Gives how many submissions had files to move. */
  async run(): Promise<number> {
    const now = this.clock.now().getTime();
    if (now < this.nextAt) return 0;
    this.nextAt = now + EVERY_MS;
    // by the disk's own times: a test may move the clock, and a file being written must never look old
    const before = new Date(Date.now() - PATIENCE.straysMs);
    await this.received.clearIncoming(before);
    let moved = 0;
    for (const id of await this.received.present()) {
      const submission = await findSubmission(this.db.read, id);
      await this.received.removeStrays(id, submission, before);
      if (submission === null || submission.state === 'open' || submission.state === 'judged') continue;
      await this.settle.run(submission);
      moved += 1;
    }
    return moved;
  }
}
