import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Live } from '../platform/live/live.js';
import type { Logger } from '../platform/logger.js';
import { Metrics } from '../platform/metrics.js';
import { LOGGER } from '../platform/platform.module.js';
import { Database } from '../platform/postgres/database.js';
import { DISPATCH_CHANNEL, dispatchFigures } from './dispatch.store.js';
import { SendLane } from './send-lane.js';
import { SendMail } from './send-mail.js';
import { SendWebhooks } from './send-webhooks.js';

const POLL_MS = 1_000;

/** A worker's sending of what goes out. */
@Injectable()
export class SendWaiting implements BeforeApplicationShutdown {
  private readonly lanes: readonly SendLane[];
  private leave: (() => void) | null = null;

  constructor(
    private readonly live: Live,
    private readonly mail: SendMail,
    webhooks: SendWebhooks,
    db: Database,
    metrics: Metrics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    const mails = new SendLane({
      ...{ db, log, channel: 'mail', hands: 5, ahead: 45 },
      prepare: (rows) => mail.prepare(rows),
    });
    const calls = new SendLane({
      ...{ db, log, channel: 'webhook', hands: 10, ahead: 20 },
      prepare: (rows) => webhooks.prepare(rows),
    });
    this.lanes = mail.can ? [mails, calls] : [calls];
    metrics.gauges(
      () => dispatchFigures(db.read),
      [
        ['dispatch_waiting', 'Mails and webhook calls that wait', ({ waiting }) => waiting],
        ['dispatch_age_seconds', 'How long the oldest of them has been due', ({ age }) => age],
        ['dispatch_dead', 'Those that were given up and wait for a person', ({ dead }) => dead],
      ],
    );
    metrics.gauge(
      'mail_server_away_seconds',
      'How long this process has found no mail server that takes mail; 0 when the last attempt found one',
      () => mails.awaySeconds,
    );
  }

  /** From here on this process sends. */
  start(): void {
    if (this.leave !== null) return;
    if (!this.mail.can) this.log.warn('SMTP_URL ontbreekt: er gaat geen mail uit');
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
