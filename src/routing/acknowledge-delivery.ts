import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { readDeliveryId, type Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveryAcknowledged } from './events.js';

/** The recipient confirms that it received a file. */
@Injectable()
export class AcknowledgeDelivery {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /** Sets the mark and gives the delivery with it; a second time changes nothing. Another's delivery is refused as absent. */
  async run(actor: PersonActor, id: string): Promise<Delivery> {
    const segment = segmentOf(actor);
    const known = readDeliveryId(id);
    return await act(this.db, actor, async (tx) => {
      const delivery = known && (await this.deliveries.find(segment, known, tx));
      if (!delivery) throw new Refusal('request.notFound');
      const at = this.clock.now();
      if (!(await this.deliveries.mark(tx, delivery.id, 'acknowledged', actor.personId, at))) return delivery;
      const { submissionId, fingerprint } = delivery;
      await append(
        tx,
        deliveryAcknowledged({ object: delivery, actor, details: { submissionId, fingerprint } }),
        at,
      );
      return { ...delivery, marks: { ...delivery.marks, acknowledged: at } };
    });
  }
}
