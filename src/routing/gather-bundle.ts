import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { type PersonActor, segmentOf } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { CheckObject, damaged } from './check-object.js';
import { rowKey } from './board-list.js';
import type { Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import { deliveriesBundled } from './events.js';
import { freshFiles } from './inbox.js';
import { ListInbox } from './list-inbox.js';

/** What goes into a bundle, and what cannot. */
export interface Gathered {
  readonly whole: readonly Delivery[];
  /** Bytes of these are not what was received: an alarm was raised, and they stay here. */
  readonly damaged: readonly Delivery[];
}

/** What a bundle holds: what is new, all there ever was, or the newest file of these lines of the board. */
export type BundleChoice = 'fresh' | 'all' | readonly string[];

/** Gathers a body's deliveries for one download. */
@Injectable()
export class GatherBundle {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly inbox: ListInbox,
    private readonly check: CheckObject,
    private readonly clock: Clock,
  ) {}

  /** Whether there is anything to gather. Refused: `delivery.nothingNew`; of lines without a file, or no lines, `delivery.nothingChosen`. */
  async find(actor: PersonActor, which: BundleChoice): Promise<readonly Delivery[]> {
    const found = await this.deliveries.list(segmentOf(actor), await this.idsOf(actor, which));
    if (found.length > 0) return found;
    throw new Refusal(typeof which === 'string' ? 'delivery.nothingNew' : 'delivery.nothingChosen');
  }

  private async idsOf(actor: PersonActor, which: BundleChoice): Promise<readonly string[] | null> {
    if (which === 'all') return null;
    const { rows, others } = await this.inbox.run(actor);
    if (which === 'fresh') return freshFiles(rows, others).map(({ id }) => id);
    const keys = new Set(which);
    return rows.flatMap((row) => (row.file !== null && keys.has(rowKey(row)) ? [row.file.id] : []));
  }

  /** Hashes every file before the first byte goes out. Refused as {@link find}; all damaged: `delivery.damaged`. */
  async run(actor: PersonActor, which: BundleChoice): Promise<Gathered> {
    const found = await this.find(actor, which);
    const whole: Delivery[] = [];
    const broken: Delivery[] = [];
    for (const delivery of found) ((await this.isWhole(actor, delivery)) ? whole : broken).push(delivery);
    if (whole.length === 0) throw damaged(broken[0]!);
    const details = {
      which: typeof which === 'string' ? which : ('chosen' as const),
      deliveryIds: whole.map(({ id }) => id),
      damaged: broken.length,
    };
    const bundled = deliveriesBundled({ object: { id: null }, actor, details });
    await this.db.transaction((tx) => append(tx, bundled, this.clock.now()));
    return { whole, damaged: broken };
  }

  private async isWhole(actor: PersonActor, delivery: Delivery): Promise<boolean> {
    for (const file of delivery.files) if (!(await this.check.run(actor, delivery, file))) return false;
    return true;
  }
}
