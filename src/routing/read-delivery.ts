import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { checkReadable, numberOf, type Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveryReadDiffered, deliveryReadIn, deliveryTypedTwice } from './events.js';
import { holdDelivery } from './hold-delivery.js';

/** The HSB or CSB says that a count is in its own software (Kieswet O 5a, P 20a). A second time changes nothing. */
@Injectable()
export class ReadDelivery {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Read in from the file; `shown`: the fingerprint that its own software shows. Another than that of the delivery is kept,
   * tells the sender, this body and the Kiesraad, and is then refused with `delivery.readDiffers`: it is not read in. Refuses
   * as {@link checkReadable}, and another's delivery as absent.
   */
  async fromFile(actor: PersonActor, id: string, shown: Sha256): Promise<void> {
    const differs = await act(this.db, actor, async (tx) => {
      const delivery = await this.held(tx, actor, id);
      const { submissionId, fingerprint } = delivery;
      const details = { submissionId, fingerprint: fingerprint! };
      if (shown !== fingerprint) {
        await this.alarm(tx, actor, delivery, shown);
        return true;
      }
      const at = this.clock.now();
      if (await this.deliveries.mark(tx, delivery.id, 'readIn', actor.personId, at))
        await append(tx, deliveryReadIn({ object: delivery, actor, details }), at);
      return false;
    });
    if (differs) throw new Refusal('delivery.readDiffers', { levering: id });
  }

  /** Typed in twice by hand, instead of read from the file. Refuses as {@link fromFile}. */
  async byHand(actor: PersonActor, id: string): Promise<void> {
    await act(this.db, actor, async (tx) => {
      const delivery = await this.held(tx, actor, id);
      const details = { submissionId: delivery.submissionId, fingerprint: delivery.fingerprint! };
      const at = this.clock.now();
      if (await this.deliveries.mark(tx, delivery.id, 'typedTwice', actor.personId, at))
        await append(tx, deliveryTypedTwice({ object: delivery, actor, details }), at);
    });
  }

  /** Held, so that no newer version comes in between. */
  private async held(tx: Tx, actor: PersonActor, id: string): Promise<Delivery> {
    const delivery = await holdDelivery(tx, this.deliveries, segmentOf(actor), id);
    checkReadable(delivery);
    return delivery;
  }

  private async alarm(tx: Tx, actor: PersonActor, delivery: Delivery, shown: Sha256): Promise<void> {
    const at = this.clock.now();
    const { submissionId, electionId, sender, recipient, about, message } = delivery;
    await this.deliveries.mark(tx, delivery.id, 'readDiffers', actor.personId, at);
    const details = { submissionId, fingerprint: delivery.fingerprint!, shown };
    await append(tx, deliveryReadDiffered({ object: delivery, actor, details }), at);
    const bodies = { sender: { ...sender }, recipient: { ...recipient }, about: { ...about } };
    const what = { electionId, ...bodies, message, number: numberOf(delivery) };
    await add(tx, 'delivery.readDiffers', { ...what, deliveryId: delivery.id, shown });
  }
}
