import { Injectable } from '@nestjs/common';
import { appendRepeated } from '../audit/repeat.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { DescribeSubmission, type SubmissionView } from './describe-submission.js';
import { submissionViewed } from './events.js';
import { FindSubmission } from './find-submission.js';
import { submissionNumber } from './submission.js';

/** One submission, for its own committee. */
@Injectable()
export class ShowSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly find: FindSubmission,
    private readonly describe: DescribeSubmission,
  ) {}

  /** Refuses `request.notFound`, for foreign and absent alike. Looking is logged. */
  async run(id: string, actor: PersonActor): Promise<SubmissionView> {
    const submission = await this.find.run(id, actor);
    const details = { number: submissionNumber(submission), state: submission.state };
    const viewed = submissionViewed({ object: submission, actor, details });
    await this.db.transaction((tx) => appendRepeated(tx, viewed, submission.id, this.clock.now()));
    return await this.describe.run(submission);
  }
}
