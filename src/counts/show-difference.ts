import { Injectable } from '@nestjs/common';
import { findCommittee } from '../elections/committees.js';
import { ElectionStore } from '../elections/election.store.js';
import type { PersonActor } from '../kernel/actor.js';
import type { CommitteeRef, DeliveredType } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { numberOf } from '../routing/delivery.js';
import { ShowDelivery } from '../routing/show-delivery.js';
import { findCount } from '../upload/count.store.js';
import { FindSubmission } from '../upload/show-submission.js';
import { chainOf, submissionNumber } from '../upload/submission.js';
import { listVersions } from '../upload/submission.store.js';
import { NO_NAMES, type CandidateNames } from './candidate-names.js';
import { differenceOf, type Difference } from './difference.js';
import { FindNames } from './find-names.js';

/** A version as who looks knows it: a recipient by its delivery, the sender by its submission. */
export interface ShownVersion {
  readonly id: string;
  readonly number: string;
  readonly at: Date | null;
}

/** Two versions of one file side by side. */
export interface ShownDifference {
  readonly version: ShownVersion;
  /** What it is laid beside; null when there is no other version. */
  readonly beside: ShownVersion | null;
  /** Every other version, newest first. */
  readonly others: readonly ShownVersion[];
  /** The committee that the file names. */
  readonly about: string;
  readonly type: DeliveredType;
  /** Null: one of both holds no count, or is still being read. */
  readonly difference: Difference | null;
  /** Of the candidates in it. */
  readonly names: CandidateNames;
}

interface Version extends ShownVersion {
  readonly submissionId: string;
}
type Named = CommitteeRef & { readonly name: string };

/** Who sent a file or received it lays two of its versions side by side. */
@Injectable()
export class ShowDifference {
  constructor(
    private readonly db: Database,
    private readonly elections: ElectionStore,
    private readonly deliveries: ShowDelivery,
    private readonly submissions: FindSubmission,
    private readonly names: FindNames,
  ) {}

  /**
   * For a recipient: its delivery with this id beside the one before it, or beside its delivery `against` of the same file.
   * Refuses `request.notFound` for what is another's, absent, or a version of something else.
   */
  async received(actor: PersonActor, id: string, against: string | null): Promise<ShownDifference> {
    const { delivery, versions, about } = await this.deliveries.run(actor, id);
    const known = versions.map((version) => ({
      ...{ id: version.id, number: numberOf(version), at: version.at },
      submissionId: version.submissionId,
    }));
    const before = known[known.findIndex((version) => version.id === delivery.id) + 1] ?? null;
    return await this.compare(known, delivery.id, against ?? before?.id ?? null, {
      ...{ electionId: delivery.electionId, about, type: delivery.message },
    });
  }

  /** For its sender: as {@link received}, of submissions; before it is handed in beside what counts now. */
  async sent(actor: PersonActor, id: string, against: string | null): Promise<ShownDifference> {
    const submission = await this.submissions.run(id, actor);
    if (submission.state === 'open' || submission.verdict === null || submission.verdict.type === null)
      throw new Refusal('request.notFound');
    const chain = chainOf({ ...submission, verdict: submission.verdict });
    const versions = [...(await listVersions(this.db.read, chain))].reverse();
    const known: Version[] = versions.map((version) => ({
      ...{ id: version.id, number: submissionNumber(version), at: version.deliveredAt },
      submissionId: version.id,
    }));
    const { id: own } = submission;
    if (!known.some((version) => version.id === own))
      known.unshift({ id: own, submissionId: own, number: submissionNumber(submission), at: null });
    const current = versions.find((version) => version.state === 'delivered' && version.id !== own);
    const before = submission.state === 'judged' ? (current?.id ?? null) : submission.replaces;
    return await this.compare(known, own, against ?? before, {
      electionId: submission.electionId,
      about: await this.named(submission.electionId, chain.about),
      type: chain.message,
    });
  }

  private async named(electionId: string, ref: CommitteeRef): Promise<Named> {
    const plan = await this.elections.plan(electionId);
    return { ...ref, name: (plan && findCommittee(plan.committees, ref)?.name) ?? ref.code };
  }

  private async compare(
    versions: readonly Version[],
    id: string,
    against: string | null,
    { electionId, about, type }: { electionId: string; about: Named; type: DeliveredType },
  ): Promise<ShownDifference> {
    const find = (wanted: string): Version => {
      const found = versions.find((version) => version.id === wanted);
      if (found === undefined) throw new Refusal('request.notFound');
      return found;
    };
    const version = find(id);
    const beside = against === null ? null : find(against);
    const difference = beside && (await this.between(beside, version));
    return {
      ...{ version, beside, others: versions.filter((other) => other.id !== id) },
      ...{ about: about.name, type, difference },
      names: difference === null ? NO_NAMES : await this.names.run(electionId, about),
    };
  }

  private async between(before: Version, after: Version): Promise<Difference | null> {
    const was = await findCount(this.db.read, before.submissionId);
    const is = await findCount(this.db.read, after.submissionId);
    return was === null || is === null ? null : differenceOf(was, is);
  }
}
