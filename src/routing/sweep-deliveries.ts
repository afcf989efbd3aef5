import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { DeliverToRecipients } from './deliver-to-recipients.js';
import { DeliveryStore } from './delivery.store.js';

const BATCH = 50;

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
   * Gives how many deliveries it created. Many submissions share a transaction; where one of them fails, each gets its
   * own, so that it does not keep the others waiting, and the failure is thrown when all had their turn.
   */
  async run(): Promise<number> {
    let created = 0;
    const failures: unknown[] = [];
    let ids: readonly string[] = [];
    do {
      ids = await this.deliveries.withoutDelivery(ids.at(-1) ?? null, BATCH);
      const together = await this.route(ids).catch(() => null);
      if (together !== null) created += together;
      else
        for (const id of ids)
          created += await this.route([id]).catch((error: unknown) => {
            failures.push(error);
            return 0;
          });
    } while (ids.length === BATCH);
    if (failures.length > 0) throw failures[0];
    return created;
  }

  /** Removes what was only needed until everything was fetched. Gives how much. */
  forget(): Promise<number> {
    return this.deliveries.forgetProgress();
  }

  private async route(ids: readonly string[]): Promise<number> {
    return ids.length === 0 ? 0 : await this.db.transaction((tx) => this.deliver.run(tx, ids));
  }
}
