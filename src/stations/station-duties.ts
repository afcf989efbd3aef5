import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GatherDuties } from '../elections/gather-duties.js';
import { Database } from '../platform/postgres/database.js';
import { ASKED } from './show-lists.js';
import { withList } from './station.store.js';

/** Which gemeenten and islands handed no list of polling stations in: what organisations are reminded of. */
@Injectable()
export class StationDuties implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly duties: GatherDuties,
  ) {}

  onModuleInit(): void {
    this.duties.add({
      subject: 'stations',
      owes: ({ level }) => ASKED.includes(level),
      done: (electionIds) => withList(this.db.read, electionIds),
    });
  }
}
