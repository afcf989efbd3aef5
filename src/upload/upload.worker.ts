import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { TidySubmissions } from './tidy-submissions.js';

/** Hangs the room's sweep in the workers. */
@Injectable()
export class UploadWorker implements OnModuleInit {
  constructor(
    private readonly jobs: JobHandlers,
    private readonly tidy: TidySubmissions,
  ) {}

  onModuleInit(): void {
    this.jobs.sweepWith('submissions.left', { everyMs: 4_000 }, () => this.tidy.run());
  }
}
