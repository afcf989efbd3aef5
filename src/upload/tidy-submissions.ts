import { Injectable } from '@nestjs/common';
import type { SystemActor } from '../kernel/actor.js';
import { Database } from '../platform/postgres/database.js';
import { AbandonSubmission } from './abandon-submission.js';
import { listUnqueued, putInTurn } from './judgement.store.js';
import { forgetRequests } from './receiving.store.js';
import type { SubmissionId } from './submission.js';
import { findSubmission, listForgotten } from './submission.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'leveringen' };
const BATCH = 20;

/** Ends what was left alone, and puts in turn what is complete and waits for no judge. Looks only at the database. */
@Injectable()
export class TidySubmissions {
  constructor(
    private readonly db: Database,
    private readonly abandon: AbandonSubmission,
  ) {}

  /** Gives how much there was to do. What fails keeps nothing else waiting; the first fault is thrown at the end. */
  async run(): Promise<number> {
    const faults: unknown[] = [];
    const each = async (ids: readonly SubmissionId[], work: (id: SubmissionId) => Promise<unknown>) => {
      for (const id of ids) await work(id).catch((error: unknown) => faults.push(error));
      return ids.length;
    };
    const queued = await each(await listUnqueued(this.db, BATCH), (id) => this.putInTurn(id));
    const ended = await each(await listForgotten(this.db.read, BATCH), (id) => this.abandon.run(id, SYSTEM));
    if (faults.length > 0) throw faults[0];
    return queued + ended;
  }

  /** Removes what was only needed to ask again. Gives how much. */
  forget(): Promise<number> {
    return forgetRequests(this.db);
  }

  private async putInTurn(id: SubmissionId): Promise<void> {
    const submission = await findSubmission(this.db.read, id);
    if (submission !== null) await this.db.transaction((tx) => putInTurn(tx, submission));
  }
}
