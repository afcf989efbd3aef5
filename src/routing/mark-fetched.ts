import { Injectable } from '@nestjs/common';
import { appendAll } from '../audit/audit.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import type { Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';

/** Records that deliveries went out whole. */
@Injectable()
export class MarkFetched {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /** Marks each *downloaded*, the first time only, and logs each, every time. All of them or none. */
  async run(actor: PersonActor, deliveries: readonly Delivery[], part: string): Promise<void> {
    const at = this.clock.now();
    await this.db.transaction(async (tx) => {
      const first = await this.deliveries.markDownloaded(tx, deliveries, actor.personId, at);
      await appendAll(
        tx,
        deliveries.map((delivery) => ({
          action: 'delivery.downloaded',
          object: { kind: 'delivery', id: delivery.id, electionId: delivery.electionId },
          actor,
          details: { part, complete: true, first: first.has(delivery.id), fingerprint: delivery.fingerprint },
        })),
      );
    });
  }
}
