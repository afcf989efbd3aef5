import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { DeliverToRecipients } from './deliver-to-recipients.js';
import { DeliveryStore } from './delivery.store.js';

const BATCH = 200;
/** Submissions routed at the same time: more would keep connections from the site. */
const AT_ONCE = 4;

/**
 * Finds what was delivered and reached nobody, in the database alone: it makes no difference whether queue and outbox
 * are whole, emptied or gone.
 */
@Injectable()
export class SweepDeliveries {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly deliver: DeliverToRecipients,
  ) {}

  /**
   * Gives how many deliveries it created. Each submission has a transaction of its own; one that fails does not keep the
   * others waiting, and is thrown when all had their turn.
   */
  async run(): Promise<number> {
    let created = 0;
    const failures: unknown[] = [];
    let ids: readonly string[] = [];
    do {
      ids = await this.deliveries.withoutDelivery(ids.at(-1) ?? null, BATCH);
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const results = await Promise.allSettled(ids.slice(from, from + AT_ONCE).map((id) => this.route(id)));
        for (const result of results) {
          if (result.status === 'fulfilled') created += result.value;
          else failures.push(result.reason);
        }
      }
    } while (ids.length === BATCH);
    if (failures.length > 0) throw failures[0];
    return created;
  }

  private route(id: string): Promise<number> {
    return this.db.transaction((tx) => this.deliver.run(tx, id));
  }
}
