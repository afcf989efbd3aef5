import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { AuditEvent } from '../audit/event.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database } from '../platform/postgres/database.js';
import type { FieldProblem } from '../web/components/index.js';
import type { PaperReading } from '../web/paper-form.js';
import { tellBoards } from './board-notes.js';
import { mustCompareFirst, readDeliveryId, type Delivery, type MarkKind } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import {
  deliveryAcknowledged,
  deliveryComparedWithPaper,
  deliveryPaperDiffered,
  deliveryPaperSlipped,
} from './events.js';

/** The recipient says of a file that it was received, and what its paper says. A second time changes nothing. */
@Injectable()
export class MarkDelivery {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The recipient confirms that it received a file. Another's delivery is refused as absent; one without signature that it
   * did not find equal to its paper with `delivery.compareFirst`.
   */
  acknowledge(actor: PersonActor, id: string): Promise<Delivery> {
    return this.mark(actor, id, 'acknowledged', (object) => {
      if (mustCompareFirst(object)) throw new Refusal('delivery.compareFirst');
      const { submissionId, fingerprint } = object;
      return deliveryAcknowledged({ object, actor, details: { submissionId, fingerprint } });
    });
  }

  /**
   * Takes the fingerprint as typed from the paper proces-verbaal, all 64 digits. Different: `delivery.differsFromPaper`, and
   * no mark. A P 2a alone has nothing to compare: `delivery.noFingerprint`. Another's delivery is refused as absent.
   */
  equalToPaper(actor: PersonActor, id: string, typed: Sha256): Promise<Delivery> {
    return this.mark(actor, id, 'equalToPaper', (object) => {
      const { submissionId, fingerprint } = object;
      if (fingerprint === null) throw new Refusal('delivery.noFingerprint');
      if (fingerprint !== typed) throw new Refusal('delivery.differsFromPaper', { levering: object.id });
      return deliveryComparedWithPaper({ object, actor, details: { submissionId, fingerprint } });
    });
  }

  /**
   * On purpose: the recipient's paper says something else. It undoes nothing; the sender and the Kiesraad are told. Of what
   * this body found equal nothing changes. Refuses as {@link equalToPaper}.
   */
  differsFromPaper(actor: PersonActor, id: string): Promise<Delivery> {
    return this.mark(actor, id, 'differsFromPaper', (object) => {
      const { submissionId, fingerprint } = object;
      if (fingerprint === null) throw new Refusal('delivery.noFingerprint');
      return deliveryPaperDiffered({ object, actor, details: { submissionId, fingerprint } });
    });
  }

  /**
   * What a person read from paper, as {@link equalToPaper}. Gives what is still wrong or missing; whole groups that are not
   * those of the file set no mark, and the log has them.
   */
  async compare(
    actor: PersonActor,
    delivery: Delivery,
    read: Exclude<PaperReading, { kind: 'empty' }>,
  ): Promise<readonly FieldProblem[]> {
    if (read.kind === 'equal') {
      await this.equalToPaper(actor, delivery.id, read.fingerprint);
      return [];
    }
    if (read.slips.length > 0) await this.slip(actor, delivery, read.slips);
    return read.problems;
  }

  private async slip(actor: PersonActor, delivery: Delivery, groups: readonly number[]): Promise<void> {
    await act(this.db, actor, async (tx) => {
      await this.deliveries.countSlip(tx, delivery.id);
      const details = { submissionId: delivery.submissionId, groups: groups.map(String) };
      await append(tx, deliveryPaperSlipped({ object: delivery, actor, details }), this.clock.now());
    });
  }

  /** `event` is what the log says of a mark that was not there yet, or throws the refusal. */
  private async mark(
    actor: PersonActor,
    id: string,
    kind: MarkKind,
    event: (delivery: Delivery) => AuditEvent,
  ): Promise<Delivery> {
    const segment = segmentOf(actor);
    const known = readDeliveryId(id);
    return await act(this.db, actor, async (tx) => {
      const delivery = known && (await this.deliveries.find(segment, known, tx));
      if (!delivery) throw new Refusal('request.notFound');
      const evidence = event(delivery);
      const at = this.clock.now();
      const { equalToPaper, differsFromPaper } = delivery.marks;
      if (kind === 'differsFromPaper' && equalToPaper !== null) return delivery;
      if (!(await this.deliveries.mark(tx, delivery.id, kind, actor.personId, at))) return delivery;
      await append(tx, evidence, at);
      await tellBoards(tx, segment.electionId, [segment.body]);
      if (kind === 'differsFromPaper' || (kind === 'equalToPaper' && differsFromPaper !== null))
        await add(tx, 'submission.paperCompared', { submissionId: delivery.submissionId });
      return { ...delivery, marks: { ...delivery.marks, [kind]: at } };
    });
  }
}
