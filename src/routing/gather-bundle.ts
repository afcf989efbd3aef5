import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { CheckObject, damaged } from './check-object.js';
import type { Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveriesBundled } from './events.js';

/** What goes into a bundle, and what cannot. */
export interface Gathered {
  readonly whole: readonly Delivery[];
  /** Bytes of these are not what was received: an alarm was raised, and they stay here. */
  readonly damaged: readonly Delivery[];
}

/** Gathers a body's deliveries for one download: what is new, or all there ever was. */
@Injectable()
export class GatherBundle {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly check: CheckObject,
    private readonly clock: Clock,
  ) {}

  /** Whether there is anything to gather. Refused: `delivery.nothingNew`. */
  async find(actor: PersonActor, which: 'fresh' | 'all'): Promise<readonly Delivery[]> {
    const found = await this.deliveries.list(segmentOf(actor), which);
    if (found.length === 0) throw new Refusal('delivery.nothingNew');
    return found;
  }

  /** Hashes every file before the first byte goes out. Refused: `delivery.nothingNew`; all damaged: `delivery.damaged`. */
  async run(actor: PersonActor, which: 'fresh' | 'all'): Promise<Gathered> {
    const found = await this.find(actor, which);
    const whole: Delivery[] = [];
    const broken: Delivery[] = [];
    for (const delivery of found) ((await this.isWhole(actor, delivery)) ? whole : broken).push(delivery);
    if (whole.length === 0) throw damaged(broken[0]!);
    const details = { which, deliveryIds: whole.map(({ id }) => id), damaged: broken.length };
    const bundled = deliveriesBundled({ object: { id: null }, actor, details });
    await this.db.transaction((tx) => append(tx, bundled, this.clock.now()));
    return { whole, damaged: broken };
  }

  private async isWhole(actor: PersonActor, delivery: Delivery): Promise<boolean> {
    for (const file of delivery.files) if (!(await this.check.run(actor, delivery, file))) return false;
    return true;
  }
}
