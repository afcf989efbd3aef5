import { Injectable, type OnModuleInit } from '@nestjs/common';
import { openOf } from '../elections/committee-duties.js';
import { ElectionStore } from '../elections/election.store.js';
import { OpenDuties, type OpenDuty } from '../frame/open-duties.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { ASKED } from './show-lists.js';
import { withList } from './station.store.js';

/** Which gemeenten and islands handed no list of polling stations in: what organisations are reminded of. */
@Injectable()
export class StationDuties implements OnModuleInit {
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
      withList(this.db.read, ids),
    ]);
    return openOf(plans, decisions, {
      subject: 'stations',
      owes: ({ level }) => ASKED.includes(level),
      done,
      keyDueDays: this.settings.keyDueDays,
    });
  }
}
