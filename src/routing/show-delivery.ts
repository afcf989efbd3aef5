import { Injectable } from '@nestjs/common';
import { findCommittee, type ElectionCommittee } from '../elections/committees.js';
import { recipientsOf, type ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { FileAlarms, type FileAlarm } from '../frame/file-alarms.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { sameCommittee, travelsAs, type CommitteeRef } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { compareVersions, type VersionBefore } from '../upload/version-before.js';
import type { Assessment } from './assessment.js';
import { AssessmentStore } from './assessment.store.js';
import { deliveryHref, numberOf, readDeliveryId, versionBefore, type Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import type { FileRequest } from './request.js';
import { RequestStore } from './request.store.js';

/** One delivery with its other versions and the names of who is in it. */
export interface ShownDelivery {
  readonly delivery: Delivery;
  /** All versions this body got, the shown one among them, newest first. */
  readonly versions: readonly Delivery[];
  /** The version that this body got before it; null when it is the first. */
  readonly before: VersionBefore | null;
  readonly sender: ElectionCommittee;
  readonly about: ElectionCommittee;
  readonly electionName: string;
  /**
   * Whether whoever looks must still read the fingerprint from paper: nobody of this body compared it, and neither did this
   * person for another body. Until then no page shows all of it.
   */
  readonly mustCompare: boolean;
  /** Whether this body sends it on after the admission, and when it did; null: it has nothing to send on. */
  readonly sentOn: { readonly at: Date | null } | null;
  /** What this body found of it, the last first. */
  readonly assessments: readonly Assessment[];
  /** What another room found wrong with it, while it holds; null: nothing. */
  readonly alarm: FileAlarm | null;
  /** What this body asked last of this file; null: nothing. */
  readonly request: FileRequest | null;
}

/** A delivery as its recipient looks at it. */
@Injectable()
export class ShowDelivery {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly assessments: AssessmentStore,
    private readonly requests: RequestStore,
    private readonly elections: ElectionStore,
    private readonly alarms: FileAlarms,
  ) {}

  /** Takes the id as it stands in the address. Another's delivery is refused as absent. */
  async run(actor: PersonActor, id: string): Promise<ShownDelivery> {
    const segment = segmentOf(actor);
    const known = readDeliveryId(id);
    const delivery = known && (await this.deliveries.find(segment, known));
    const plan = delivery && (await this.elections.plan(segment.electionId));
    if (!delivery || !plan) throw new Refusal('request.notFound');
    const named = (ref: CommitteeRef): ElectionCommittee => {
      const found = findCommittee(plan.committees, ref);
      if (!found) throw new Error(`delivery ${delivery.id} names a committee that is not in its election`);
      return found;
    };
    const versions = await this.deliveries.versions(delivery);
    return {
      delivery,
      versions,
      before: await this.before(delivery, versions),
      sender: named(delivery.sender),
      about: named(delivery.about),
      electionName: plan.definition.name,
      mustCompare: await this.mustCompare(delivery, actor),
      sentOn: await this.sentOn(plan, delivery),
      assessments: await this.assessments.list(delivery.id),
      alarm: (await this.alarms.of(actor)).get(deliveryHref(delivery.id)) ?? null,
      request: await this.requestFor(delivery),
    };
  }

  private async before(delivery: Delivery, versions: readonly Delivery[]): Promise<VersionBefore | null> {
    const earlier = versionBefore(delivery, versions);
    if (earlier === null) return null;
    const { submissionId, verdict } = earlier;
    return compareVersions(
      this.db.read,
      { id: submissionId, number: numberOf(earlier), figures: verdict.figures },
      { id: delivery.submissionId, figures: delivery.verdict.figures },
    );
  }

  private async requestFor({ electionId, recipient, about, message }: Delivery): Promise<FileRequest | null> {
    const asked = await this.requests.asked({ electionId, body: recipient });
    return asked.find(({ to, message: of }) => sameCommittee(to, about) && of === travelsAs(message)) ?? null;
  }

  private async sentOn(plan: ElectionPlan, delivery: Delivery): Promise<ShownDelivery['sentOn']> {
    const { recipient, message, about, id } = delivery;
    if (recipient.level !== 'MAYOR' || recipientsOf(plan, recipient, message, about).length === 0)
      return null;
    return { at: (await this.deliveries.sentOn([id])).get(id) ?? null };
  }

  private async mustCompare(
    { fingerprint, marks, paper, submissionId }: Delivery,
    { personId }: PersonActor,
  ): Promise<boolean> {
    if (fingerprint === null || marks.equalToPaper !== null) return false;
    if (paper.compared && paper.by?.personId === personId) return false;
    return !(await this.deliveries.isComparedBy(personId, submissionId));
  }
}
