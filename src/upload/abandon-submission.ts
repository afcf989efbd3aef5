import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { submissionAbandoned } from './events.js';
import { endTask } from './judgement.store.js';
import { releaseFiles } from './receiving.store.js';
import { hasReceipt, abandon, submissionNumber, type Submission, type SubmissionId } from './submission.js';
import { holdSubmission, saveState } from './submission.store.js';

/** Stops without delivering: looking was all that was wanted, or it was left alone too long. The bytes go. */
@Injectable()
export class AbandonSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses `upload.alreadyDelivered`. What was refused or stopped before stays as it is. The caller has made sure that
   * the submission is the actor's own.
   */
  async run(id: SubmissionId, actor: PersonActor | SystemActor): Promise<Submission> {
    return await act(this.db, actor, async (tx) => {
      const held = await holdSubmission(tx, id);
      if (hasReceipt(held)) throw new Refusal('upload.alreadyDelivered', { nummer: submissionNumber(held) });
      if (held.state === 'refused' || held.state === 'abandoned') return held;
      const stopped = abandon(held);
      await saveState(tx, stopped);
      await releaseFiles(tx, id);
      if (held.state === 'open') await endTask(tx, id);
      const details = { number: submissionNumber(held), state: held.state };
      await append(tx, submissionAbandoned({ object: held, actor, details }), this.clock.now());
      return stopped;
    });
  }
}
