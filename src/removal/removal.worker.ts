import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { CarryOutRemovals } from './carry-out-removals.js';

/** Hangs the room's sweep in the workers. */
@Injectable()
export class RemovalWorker implements OnModuleInit {
  constructor(
    private readonly jobs: JobHandlers,
    private readonly removals: CarryOutRemovals,
  ) {}

  onModuleInit(): void {
    this.jobs.sweepWith('removals.carriedOut', { everyMs: 60_000 }, () => this.removals.run());
  }
}
