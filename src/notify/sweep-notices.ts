import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { NoticeStore } from './notice.store.js';
import { TellBodies } from './tell-bodies.js';

const BATCH = 500;

/** Tells of deliveries and requests whose event was lost. */
@Injectable()
export class SweepNotices {
  constructor(
    private readonly db: Database,
    private readonly notices: NoticeStore,
    private readonly tell: TellBodies,
  ) {}

  /** Gives how many notices it made. What is left comes in the next round. */
  async run(): Promise<number> {
    const { deliveries, requests } = await this.notices.untold(BATCH);
    if (deliveries.length + requests.length === 0) return 0;
    return await this.db.transaction(async (tx) => {
      const made = await this.tell.run(tx, 'delivery.created', [{ deliveryIds: [...deliveries] }]);
      const asked = requests.map((requestId) => ({ requestId }));
      return made + (await this.tell.run(tx, 'delivery.requested', asked));
    });
  }
}
