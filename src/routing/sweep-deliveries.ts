import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { DeliverToRecipients } from './deliver-to-recipients.js';
import { DeliveryStore } from './delivery.store.js';

const BATCH = 200;

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
    const attempt = async (id: string): Promise<void> => {
      created += await this.db.transaction((tx) => this.deliver.run(tx, id));
    };
    let ids: readonly string[] = [];
    do {
      ids = await this.deliveries.withoutDelivery(ids.at(-1) ?? null, BATCH);
      for (const id of ids) await attempt(id).catch((error: unknown) => failures.push(error));
    } while (ids.length === BATCH);
    if (failures.length > 0) throw failures[0];
    return created;
  }
}
