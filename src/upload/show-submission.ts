import { Injectable } from '@nestjs/common';
import { appendRepeated } from '../audit/repeat.store.js';
import { handingIn } from '../elections/decision.store.js';
import { FileAlarms, type FileAlarm } from '../frame/file-alarms.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { DescribeSubmission, type SubmissionView } from './describe-submission.js';
import { submissionViewed } from './events.js';
import { hasReceipt, readSubmissionId, submissionNumber, type Submission } from './submission.js';
import { Refusal } from '../kernel/refusal.js';
import { findOwn } from './submission.store.js';
import { Settings } from '../platform/settings.js';

/** The submission that an address names, when it is the actor's own. */
@Injectable()
export class FindSubmission {
  constructor(private readonly db: Database) {}

  /** Foreign, absent and unreadable are the same `request.notFound`. */
  async run(id: string, actor: PersonActor): Promise<Submission> {
    const known = readSubmissionId(id);
    const found = known && (await findOwn(this.db.read, known, segmentOf(actor)));
    if (found === null) throw new Refusal('request.notFound');
    return found;
  }

  /** Whether its sender must say what the paper says, or why that cannot be. */
  async paperAsked({ electionId }: Submission): Promise<boolean> {
    return (await handingIn(this.db.read, electionId)).paperAsked;
  }
}

/** One submission, for its own committee. */
@Injectable()
export class ShowSubmission {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly find: FindSubmission,
    private readonly describe: DescribeSubmission,
    private readonly alarms: FileAlarms,
  ) {}

  /** Refuses `request.notFound`, for foreign and absent alike. Looking is logged. */
  async run(id: string, actor: PersonActor): Promise<SubmissionView> {
    const submission = await this.find.run(id, actor);
    const details = { number: submissionNumber(submission), state: submission.state };
    const viewed = submissionViewed({ object: submission, actor, details });
    await this.db.transaction((tx) => appendRepeated(tx, viewed, submission.id, this.clock.now()));
    return await this.describe.run(submission);
  }

  /** What another room found wrong with it; null: nothing. */
  async alarm({ id }: Pick<Submission, 'id'>, actor: PersonActor): Promise<FileAlarm | null> {
    return (await this.alarms.of(actor)).get(`/leveringen/${id}`) ?? null;
  }
}

/** What a receipt is made from. */
export interface Receipt {
  readonly view: SubmissionView;
  /** Rehearsal: the receipt says OEFENING. */
  readonly rehearsal: boolean;
  /** The helpdesk, to be called with number and code. */
  readonly phone: string;
  /** The moment of this look: how far each recipient is, is as it was then. */
  readonly at: Date;
}

/** The receipt of a delivered submission, with what became of it since. */
@Injectable()
export class ShowReceipt {
  constructor(
    private readonly show: ShowSubmission,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Refuses `request.notFound` for what is not the actor's own, and `upload.noReceipt` before delivery. */
  async run(id: string, actor: PersonActor): Promise<Receipt> {
    const view = await this.show.run(id, actor);
    const { submission } = view;
    if (!hasReceipt(submission))
      throw new Refusal('upload.noReceipt', { nummer: submissionNumber(submission) });
    const { mode, helpdeskPhone: phone } = this.settings;
    return { view, rehearsal: mode === 'rehearsal', phone, at: this.clock.now() };
  }
}
