import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { readDeliveryId, type Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveryComparedWithPaper } from './events.js';

/** The recipient compares a file with the paper proces-verbaal it has in its hands: all 64 digits, by the server. */
@Injectable()
export class CompareWithPaper {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the fingerprint as typed from paper. Equal: sets the mark, once. Different: `delivery.differsFromPaper`, and no
   * mark. A P 2a alone has nothing to compare: `delivery.noFingerprint`. Another's delivery is refused as absent.
   */
  async run(actor: PersonActor, id: string, typed: Sha256): Promise<Delivery> {
    const segment = segmentOf(actor);
    const known = readDeliveryId(id);
    return await act(this.db, actor, async (tx) => {
      const delivery = known && (await this.deliveries.find(segment, known, tx));
      if (!delivery) throw new Refusal('request.notFound');
      if (delivery.fingerprint === null) throw new Refusal('delivery.noFingerprint');
      if (delivery.fingerprint !== typed)
        throw new Refusal('delivery.differsFromPaper', { levering: delivery.id });
      const at = this.clock.now();
      if (!(await this.deliveries.mark(tx, delivery.id, 'equalToPaper', actor.personId, at))) return delivery;
      const { submissionId, fingerprint } = delivery;
      await append(
        tx,
        deliveryComparedWithPaper({ object: delivery, actor, details: { submissionId, fingerprint } }),
        at,
      );
      return { ...delivery, marks: { ...delivery.marks, equalToPaper: at } };
    });
  }
}
