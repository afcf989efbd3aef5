import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GatherDuties } from '../elections/gather-duties.js';
import { signedBy } from '../elections/settings.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { keysPerElection } from './key.store.js';

/** Which committees that sign have no key that waits or is approved: what organisations are reminded of. */
@Injectable()
export class KeyDuties implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly duties: GatherDuties,
  ) {}

  onModuleInit(): void {
    this.duties.add({
      subject: 'key',
      owes: ({ level }, { settings }) =>
        COMMITTEE_LEVELS.some((known) => known === level && signedBy(settings, known).length > 0),
      done: (electionIds) => keysPerElection(this.db.read, electionIds),
    });
  }
}
