import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { DeliverToRecipients } from './deliver-to-recipients.js';
import { SweepDeliveries } from './sweep-deliveries.js';

const accepted = z.object({ submissionId: z.uuid() });

/** Listens for what upload accepted, and looks for what was forgotten. */
@Injectable()
export class RoutingWorker implements OnModuleInit {
  constructor(
    private readonly jobs: JobHandlers,
    private readonly deliver: DeliverToRecipients,
    private readonly sweep: SweepDeliveries,
  ) {}

  onModuleInit(): void {
    this.jobs.onAll('submission.accepted', async (tx, payloads) => {
      await this.deliver.run(
        tx,
        payloads.map((payload) => accepted.parse(payload).submissionId),
      );
    });
    this.jobs.sweepWith('deliveries.missing', { everyMs: 4_000 }, () => this.sweep.run());
    this.jobs.sweepWith('deliveries.progress', { everyMs: 3_600_000 }, () => this.sweep.forget());
  }
}
