import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { CountMissing } from './count-missing.js';
import { TakeOverFiles } from './take-over-files.js';
import { TendObjects } from './tend-objects.js';
import { TidySubmissions } from './tidy-submissions.js';

/** Hangs the room's sweeps in the workers, after what an earlier release left is where they look. */
@Injectable()
export class UploadWorker implements OnModuleInit {
  constructor(
    private readonly jobs: JobHandlers,
    private readonly tidy: TidySubmissions,
    private readonly objects: TendObjects,
    private readonly earlier: TakeOverFiles,
    private readonly counts: CountMissing,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.earlier.run();
    this.jobs.sweepWith('submissions.left', { everyMs: 4_000 }, () => this.tidy.run());
    this.jobs.sweepWith('submissions.requests', { everyMs: 3_600_000 }, () => this.tidy.forget());
    this.jobs.sweepWith('counts.missing', { everyMs: 60_000 }, () => this.counts.run());
    this.jobs.sweepWith('objects.retained', { everyMs: 10_000 }, () => this.objects.retain());
    this.jobs.sweepWith('objects.checked', { everyMs: 60_000 }, () => this.objects.check());
    this.jobs.sweepWith('objects.removed', { everyMs: 600_000 }, () => this.objects.remove());
  }
}
