import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { Database, databaseTime } from '../platform/postgres/database.js';
import { pruneExpired } from './session.store.js';

/** Removes, every minute, sessions that are over and challenges nobody answered. They had stopped counting before. */
@Injectable()
export class ForgetExpired implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly handlers: JobHandlers,
  ) {}

  onModuleInit(): void {
    this.handlers.sweepWith('identity.expired', { everyMs: 60_000 }, () => this.run());
  }

  /** Gives how much went. */
  async run(): Promise<number> {
    return await pruneExpired(this.db, await databaseTime(this.db.read));
  }
}
