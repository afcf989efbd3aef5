import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Settings } from '../platform/settings.js';
import type { SubmissionView } from './describe-submission.js';
import { ShowSubmission } from './show-submission.js';
import { submissionNumber } from './submission.js';

/** What a receipt is made from. */
export interface Receipt {
  readonly view: SubmissionView;
  /** Rehearsal: the receipt says OEFENING. */
  readonly rehearsal: boolean;
  /** The helpdesk, to be called with number and code. */
  readonly phone: string;
}

/** The receipt of a delivered submission, with what became of it since. */
@Injectable()
export class ShowReceipt {
  constructor(
    private readonly show: ShowSubmission,
    private readonly settings: Settings,
  ) {}

  /** Refuses `request.notFound` for what is not the actor's own, and `upload.noReceipt` before delivery. */
  async run(id: string, actor: PersonActor): Promise<Receipt> {
    const view = await this.show.run(id, actor);
    const { submission } = view;
    if (submission.state !== 'delivered' && submission.state !== 'superseded')
      throw new Refusal('upload.noReceipt', { nummer: submissionNumber(submission) });
    return { view, rehearsal: this.settings.mode === 'rehearsal', phone: this.settings.helpdeskPhone };
  }
}
