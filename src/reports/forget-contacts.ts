import { Injectable, type OnModuleInit } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { JobHandlers } from '../platform/jobs/job-handlers.js';
import { Database } from '../platform/postgres/database.js';
import { contactsErased } from './events.js';
import { ReportStore } from './report.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'meldingen' };
const EVERY_MS = 3_600_000;

/** Erases, every hour, who reported something when the time is over for which that is kept (see CONTACT_DAYS). */
@Injectable()
export class ForgetContacts implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly handlers: JobHandlers,
    private readonly reports: ReportStore,
  ) {}

  onModuleInit(): void {
    this.handlers.sweepWith('reports.contacts', { everyMs: EVERY_MS }, () => this.run());
  }

  /** Gives of how many. */
  async run(): Promise<number> {
    const at = this.clock.now();
    return await this.db.transaction(async (tx) => {
      const count = await this.reports.eraseContacts(tx, at);
      if (count > 0)
        await append(tx, contactsErased({ object: { id: null }, actor: SYSTEM, details: { count } }), at);
      return count;
    });
  }
}
