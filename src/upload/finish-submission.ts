import { Injectable } from '@nestjs/common';
import type { PersonActor, SystemActor } from '../kernel/actor.js';
import { DeliverSubmission } from './deliver-submission.js';
import { JudgeSubmission } from './judge-submission.js';
import type { Submission, SubmissionId } from './submission.js';

/** What follows the last file: the judgement and, where the sender asked for it in advance, the delivery. */
@Injectable()
export class FinishSubmission {
  constructor(
    private readonly judge: JudgeSubmission,
    private readonly deliver: DeliverSubmission,
  ) {}

  /** Gives the submission as it is then; refuses what delivering refuses. Safe to repeat. */
  async run(id: SubmissionId, actor: PersonActor | SystemActor): Promise<Submission> {
    const submission = await this.judge.run(id, actor);
    if (submission.state !== 'judged' || !submission.direct) return submission;
    return await this.deliver.run(id, { statement: null }, actor);
  }
}
