import { Injectable } from '@nestjs/common';
import { handingIn, type HandingIn } from '../elections/decision.store.js';
import { dutiesOf, dutyState, standingExemptions, type DutyState } from '../elections/duties.js';
import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { signedBy } from '../elections/settings.js';
import { FindLanes } from '../elections/find-lanes.js';
import { ElectionStore } from '../elections/election.store.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { sameCommittee, type MessageType } from '../kernel/committee.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { isOpen } from './real-lane.js';
import { submissionNumber, type DeliveredSubmission, type Submission } from './submission.js';
import { listCurrent, listDelivered, listOwn, listUnfinished } from './submission.store.js';

/** A file that this body must deliver, and how that stands. */
export interface OwnDuty {
  readonly message: MessageType;
  readonly law: string;
  readonly state: DutyState;
}

/** What a body delivered in its election, and what it still must. */
export interface SubmissionList extends HandingIn {
  readonly plan: ElectionPlan;
  readonly electionId: string;
  readonly electionName: string;
  readonly electionDate: string;
  /** From when on it may deliver; null: now. */
  readonly opens: Date | null;
  readonly senderName: string;
  readonly duties: readonly OwnDuty[];
  /** The messages that it must sign. */
  readonly signed: readonly MessageType[];
  /** What was begun and is not all there, the newest first. */
  readonly unfinished: readonly Submission[];
  /** What was delivered and counts now. */
  readonly current: readonly DeliveredSubmission[];
  /** Newest first. */
  readonly submissions: readonly Submission[];
  /** The number to ask for what is older; null at the end. */
  readonly older: number | null;
}

const PAGE = 50;

/** The submissions of the actor's own body in its election. */
@Injectable()
export class ListSubmissions {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly clock: Clock,
    private readonly lanes: FindLanes,
  ) {}

  /** Fifty at a time; `before` is the number below which to go on. */
  async run(wearer: Pick<PersonActor, 'hat'>, before: number | null = null): Promise<SubmissionList> {
    const owner = segmentOf(wearer);
    const lanes = await this.lanes.run(owner.electionId);
    const { plan } = lanes;
    const [rows, unfinished, current, delivered, exemptions, handing] = await Promise.all([
      listOwn(this.db.read, owner, PAGE + 1, before),
      listUnfinished(this.db.read, owner),
      listCurrent(this.db.read, owner),
      listDelivered(this.db.read, owner),
      this.elections.exemptions(owner.electionId),
      handingIn(this.db.read, owner.electionId),
    ]);
    const at = this.clock.now();
    const now = at.toISOString();
    const all = [...standingExemptions(plan), ...exemptions];
    const duties = dutiesOf(plan).filter((duty) => sameCommittee(duty.committee, owner.body));
    const submissions = rows.slice(0, PAGE);
    return {
      plan,
      electionId: owner.electionId,
      electionName: plan.definition.name,
      electionDate: plan.definition.electionDate,
      opens: isOpen(lanes, at) ? null : lanes.realOpens,
      senderName: committeeName(plan.committees, owner.body),
      ...handing,
      duties: duties.map((duty) => ({
        message: duty.message,
        law: duty.law,
        state: dutyState(duty, delivered, all, now),
      })),
      signed: signedBy(plan.settings, owner.body.level),
      unfinished,
      current,
      submissions,
      older: rows.length > PAGE ? (submissions.at(-1)?.number ?? null) : null,
    };
  }
}

/** The one delivery that a new file would replace when the body delivers one kind of file; null when there is a choice. */
export function likelyReplaced(list: Pick<SubmissionList, 'current'>): { id: string; number: string } | null {
  const counts = list.current.filter((delivered) => delivered.verdict.fingerprint !== null);
  const [only] = counts;
  return only !== undefined && counts.length === 1 ? { id: only.id, number: submissionNumber(only) } : null;
}
