import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { DispatchNotices } from './dispatch-notices.js';
import { PlanReminders } from './plan-reminders.js';
import { TellBodies, TOLD } from './tell-bodies.js';

/** Listens for what bodies must know. */
@Injectable()
export class NotifyWorker implements OnModuleInit {
  constructor(
    private readonly jobs: JobHandlers,
    private readonly tell: TellBodies,
    private readonly dispatch: DispatchNotices,
    private readonly reminders: PlanReminders,
  ) {}

  onModuleInit(): void {
    for (const event of TOLD) {
      this.jobs.onAll(event, async (tx, payloads) => {
        await this.tell.run(tx, event, payloads);
      });
    }
    this.jobs.sweepWith('notices.missing', { everyMs: 4_000 }, () => this.tell.sweep());
    this.jobs.sweepWith('reminders.due', { everyMs: 60_000 }, () => this.reminders.run());
    this.jobs.sweepWith('dispatches.done', { everyMs: 3_600_000 }, () => this.dispatch.forget());
  }
}
