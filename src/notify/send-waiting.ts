import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Health } from '../platform/health.js';
import { Live } from '../platform/live/live.js';
import type { Logger } from '../platform/logger.js';
import { Metrics } from '../platform/metrics.js';
import { LOGGER } from '../platform/platform.module.js';
import { Database } from '../platform/postgres/database.js';
import { DISPATCH_CHANNEL, dispatchFigures } from './dispatch.store.js';
import { SendLane } from './send-lane.js';
import { SendMail } from './send-mail.js';

const POLL_MS = 1_000;

/** A worker's sending of what goes out. */
@Injectable()
export class SendWaiting implements BeforeApplicationShutdown {
  private readonly lanes: readonly SendLane[];
  private leave: (() => void) | null = null;

  constructor(
    private readonly live: Live,
    private readonly mail: SendMail,
    db: Database,
    health: Health,
    metrics: Metrics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.lanes = [
      new SendLane({
        ...{ db, log, channel: 'mail', hands: 5, ahead: 45 },
        prepare: (rows) => mail.prepare(rows),
      }),
    ];
    health.tell('mail', () => (mail.can ? 'gaat uit' : 'SMTP_URL ontbreekt: mail blijft wachten'));
    metrics.gauges(
      () => dispatchFigures(db.read),
      [
        ['dispatch_waiting', 'Mails and webhook calls that wait', ({ waiting }) => waiting],
        ['dispatch_age_seconds', 'How long the oldest of them has been due', ({ age }) => age],
        ['dispatch_dead', 'Those that were given up and wait for a person', ({ dead }) => dead],
      ],
    );
  }

  /** From here on this process sends. */
  start(): void {
    if (this.leave !== null) return;
    if (!this.mail.can) {
      this.log.warn('SMTP_URL ontbreekt: er gaat geen mail uit');
      return;
    }
    const wake = () => this.lanes.forEach((lane) => lane.wake());
    this.leave = this.live.subscribe(DISPATCH_CHANNEL, {
      heard: wake,
      poll: async () => wake(),
      pollMs: POLL_MS,
    });
    for (const lane of this.lanes) lane.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.leave?.();
    await Promise.all(this.lanes.map((lane) => lane.stop()));
    this.mail.close();
  }
}
