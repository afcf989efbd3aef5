import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { ForgetExpired } from './forget-expired.js';

/** Keeps the tables of what is over by itself small. */
@Injectable()
export class IdentityWorker implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly forget: ForgetExpired,
  ) {}

  onModuleInit(): void {
    this.handlers.sweepWith('identity.expired', { everyMs: 60_000 }, () => this.forget.run());
  }
}
