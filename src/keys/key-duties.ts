import { Injectable, type OnModuleInit } from '@nestjs/common';
import { openOf } from '../elections/committee-duties.js';
import { ElectionStore } from '../elections/election.store.js';
import { signedBy } from '../elections/settings.js';
import { OpenDuties, type OpenDuty } from '../frame/open-duties.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { withKey } from './key.store.js';

/** Which committees that sign have no key that waits or is approved: what organisations are reminded of. */
@Injectable()
export class KeyDuties implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly duties: OpenDuties,
    private readonly elections: ElectionStore,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.duties.add((votingDay) => this.of(votingDay));
  }

  private async of(votingDay: string): Promise<readonly OpenDuty[]> {
    const plans = await this.elections.ofDay(votingDay);
    const ids = plans.map(({ definition }) => definition.id);
    const [decisions, done] = await Promise.all([
      this.elections.decisionsFor(plans),
      withKey(this.db.read, ids),
    ]);
    return openOf(plans, decisions, {
      subject: 'key',
      owes: ({ level }, { settings }) =>
        COMMITTEE_LEVELS.some((known) => known === level && signedBy(settings, known).length > 0),
      done,
      keyDueDays: this.settings.keyDueDays,
    });
  }
}
