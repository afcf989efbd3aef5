import { Injectable } from '@nestjs/common';
import { appendAll } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import type { Delivery } from './delivery.js';
import { DeliveryStore } from './delivery.store.js';
import type { ByteRange } from '../platform/http/download-headers.js';
import type { Download } from './find-download.js';
import { deliveryFetched } from './events.js';

/** Records that deliveries went out whole. */
@Injectable()
export class MarkFetched {
  constructor(
    private readonly db: Database,
    private readonly deliveries: DeliveryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * These bytes of a delivery went out to one person. Only when, with what went before, they are all of them, it is
   * marked and logged as {@link run} says: a receiver that asks for the last byte alone has fetched nothing.
   */
  async part(actor: PersonActor, download: Download, range: ByteRange): Promise<void> {
    const { delivery, size, part } = download;
    const whole = range.start === 0 && range.end === size - 1;
    if (!whole) {
      if (delivery.marks.downloaded !== null) return;
      if (!(await this.deliveries.noteProgress(actor.personId, download, range))) return;
    }
    await this.run(actor, [delivery], part);
  }

  /** Marks each *downloaded*, the first time only, and logs each, every time. All of them or none. */
  async run(actor: PersonActor, deliveries: readonly Delivery[], part: string): Promise<void> {
    const at = this.clock.now();
    await act(this.db, actor, async (tx) => {
      const first = await this.deliveries.markDownloaded(tx, deliveries, actor.personId, at);
      await appendAll(
        tx,
        deliveries.map((delivery) => {
          const { id, fingerprint } = delivery;
          return deliveryFetched({
            object: delivery,
            actor,
            details: { part, first: first.has(id), fingerprint },
          });
        }),
        at,
      );
    });
  }
}
