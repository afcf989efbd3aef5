import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import { searchPeople, type RehearsalPerson } from '../identity/people.store.js';

const MOST = 60;

/** The made-up people that one may choose to be; the edge sees to it that this is a rehearsal at this machine. */
@Injectable()
export class ListRehearsalPeople {
  constructor(private readonly db: Database) {}

  /** At most sixty whose name, body or election holds `text`, and whether there are more. */
  async run(text: string): Promise<{ readonly people: readonly RehearsalPerson[]; readonly more: boolean }> {
    const found = await searchPeople(this.db.read, text, MOST + 1);
    return { people: found.slice(0, MOST), more: found.length > MOST };
  }
}
