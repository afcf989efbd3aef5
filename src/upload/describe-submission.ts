import { Injectable } from '@nestjs/common';
import type { ElectionCommittee } from '../elections/committees.js';
import { findCommittee } from '../elections/committees.js';
import { handingIn, type HandingIn } from '../elections/decision.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { recipientsOf, sentOnTo, type ElectionPlan, type Recipient } from '../elections/election.js';
import { type CommitteeRef, type DeliveredType, sameCommittee, travelsAs } from '../kernel/committee.js';
import { namesOf } from '../identity/person.store.js';
import { misusedSince } from '../keys/key.store.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { isTroubled, judgementFigures } from './judgement.store.js';
import { listMarks, listOpenRequests, type OpenRequest, type RecipientMarks } from './receipt.store.js';
import { receivedBytes } from './receiving.store.js';
import {
  hasReceipt,
  chainOf,
  submissionNumber,
  waitsFor,
  type Submission,
  type SubmissionId,
} from './submission.js';
import { findSubmission, listVersions } from './submission.store.js';
import { compareVersions, type VersionBefore } from './version-before.js';

/** A body that a file goes to, and how far it is there. All null until the worker has brought it. */
export interface RecipientState {
  readonly committee: ElectionCommittee;
  readonly law: string;
  readonly deliveredAt: Date | null;
  readonly fetchedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly found: RecipientMarks['found'];
}

/** A version in the chain, as its own committee may know it. */
export interface VersionLine {
  readonly id: string;
  readonly number: string;
  readonly deliveredAt: Date;
  readonly current: boolean;
  /** The very file that is looked at: once more, under another number. Not what was unsigned and now is signed. */
  readonly same: boolean;
}

/** A submission with everything that its sender may know around it. */
export interface SubmissionView extends HandingIn {
  readonly submission: Submission;
  readonly plan: ElectionPlan;
  readonly electionName: string;
  readonly electionDate: string;
  /** What the sender is called. */
  readonly senderName: string;
  /** What the committee named in the file is called; null where it names none of this election. */
  readonly aboutName: string | null;
  /** Who receives the file: who did, once delivered; who would, before. Empty while the type is not known. */
  readonly recipients: readonly RecipientState[];
  /** Who asked for another version of what was delivered, and waits for it. */
  readonly requests: readonly (OpenRequest & { readonly name: string })[];
  /** Delivered versions of the same file, oldest first. */
  readonly versions: readonly VersionLine[];
  /** The delivery that this one is to replace, or replaced. */
  readonly replaces: { readonly id: string; readonly number: string } | null;
  /** The version whose place a count takes, once delivered took; null of a first one. */
  readonly before: VersionBefore | null;
  /** Somebody else may have had the key since then, which is before it was delivered; null: nothing points to that. */
  readonly misusedSince: Date | null;
  /** Names of who began, delivered and compared it, by id. */
  readonly people: ReadonlyMap<string, string>;
  /** It could not be judged yet, and is tried again. */
  readonly isTroubled: boolean;
  /** How many others wait for a judge while it does. */
  readonly othersWaiting: number;
  /** Bytes that are here of files that are not complete, by number. */
  readonly received: ReadonlyMap<number, number>;
}

/** Puts around a submission what its sender may know of it. */
@Injectable()
export class DescribeSubmission {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
  ) {}

  async run(submission: Submission): Promise<SubmissionView> {
    const plan = await this.elections.plan(submission.electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const about = aboutOf(submission);
    const versions = await this.versions(submission);
    const replaced = submission.replaces && (await findSubmission(this.db.read, submission.replaces));
    const nameOf = (ref: CommitteeRef) => findCommittee(plan.committees, ref)?.name ?? null;
    return {
      submission,
      plan,
      electionName: plan.definition.name,
      electionDate: plan.definition.electionDate,
      senderName: nameOf(submission.sender) ?? submission.sender.code,
      aboutName: about && nameOf(about),
      recipients: await this.recipients(plan, submission),
      requests: (await this.requests(submission)).map((request) => ({
        ...request,
        name: nameOf(request.from) ?? request.from.code,
      })),
      versions,
      replaces: replaced && { id: replaced.id, number: submissionNumber(replaced) },
      before: await this.before(submission, versions, replaced),
      misusedSince: await this.misusedSince(submission),
      ...(await handingIn(this.db.read, submission.electionId)),
      people: await namesOf(this.db.read, peopleOf(submission)),
      isTroubled: waitsFor(submission) === 'verdict' && (await isTroubled(this.db.read, submission.id)),
      othersWaiting: waitsFor(submission) === 'verdict' ? await this.othersWaiting() : 0,
      received:
        waitsFor(submission) === 'files' ? await receivedBytes(this.db.read, submission.id) : new Map(),
    };
  }

  private async recipients(plan: ElectionPlan, submission: Submission): Promise<RecipientState[]> {
    const message = messageOf(submission);
    if (message === null) return [];
    const { sender } = submission;
    const about = aboutOf(submission) ?? sender;
    const expected = [
      ...recipientsOf(plan, sender, message, about),
      ...sentOnTo(plan, sender, message, about),
    ];
    const marks = hasReceipt(submission) ? await listMarks(this.db.read, submission.id) : [];
    return expected.map((recipient) => stateOf(recipient, marks));
  }

  private async requests(submission: Submission): Promise<readonly OpenRequest[]> {
    if (submission.state !== 'delivered') return [];
    const { electionId, sender, message } = submission;
    return await listOpenRequests(this.db.read, { electionId, body: sender }, travelsAs(message));
  }

  private async versions(submission: Submission): Promise<VersionLine[]> {
    if (submission.state === 'open' || submission.verdict === null || submission.verdict.type === null)
      return [];
    const { verdict } = submission;
    const chain = await listVersions(this.db.read, chainOf({ ...submission, verdict }));
    return chain.map((version) => ({
      id: version.id,
      number: submissionNumber(version),
      deliveredAt: version.deliveredAt,
      current: version.state === 'delivered',
      same:
        verdict.fingerprint !== null &&
        version.fingerprint === verdict.fingerprint &&
        (!version.isUnsigned || verdict.unsigned !== undefined),
    }));
  }

  private async misusedSince(submission: Submission): Promise<Date | null> {
    if (!hasReceipt(submission) || submission.verdict.keyId === null) return null;
    const since = await misusedSince(this.db.read, submission.verdict.keyId);
    return since !== null && since <= submission.deliveredAt ? since : null;
  }

  private async othersWaiting(): Promise<number> {
    const { waiting } = await judgementFigures(this.db);
    return Math.max(0, waiting - 1);
  }

  /** Before delivery: what counts now. */
  private async before(
    submission: Submission,
    versions: readonly VersionLine[],
    replaced: Submission | null,
  ): Promise<VersionBefore | null> {
    if (submission.state === 'open' || !submission.verdict?.fingerprint) return null;
    const current = versions.find((version) => version.current && !version.same);
    const found =
      submission.state === 'judged' && current !== undefined
        ? await findSubmission(this.db.read, current.id as SubmissionId)
        : replaced;
    if (found === null || !hasReceipt(found)) return null;
    const { id, verdict } = found;
    return compareVersions(
      this.db.read,
      { id, number: submissionNumber(found), figures: verdict.figures },
      { id: submission.id, figures: submission.verdict.figures },
    );
  }
}

function peopleOf(submission: Submission): string[] {
  const delivered = 'paper' in submission ? [submission.deliveredBy, submission.paper.by?.personId] : [];
  return [submission.personId, ...delivered].flatMap((id) => id ?? []);
}

function messageOf(submission: Submission): DeliveredType | null {
  return submission.state === 'open' || submission.state === 'refused'
    ? null
    : (submission.verdict?.type ?? null);
}

function aboutOf(submission: Submission): CommitteeRef | null {
  return submission.state === 'open' ? null : (submission.verdict?.committee ?? null);
}

function stateOf({ committee, law }: Recipient, marks: readonly RecipientMarks[]): RecipientState {
  const mark = marks.find(({ body }) => sameCommittee(body, committee));
  return {
    committee,
    law,
    deliveredAt: mark?.deliveredAt ?? null,
    fetchedAt: mark?.fetchedAt ?? null,
    acknowledgedAt: mark?.acknowledgedAt ?? null,
    found: mark?.found ?? null,
  };
}
