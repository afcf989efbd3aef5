import { Injectable } from '@nestjs/common';
import { Database } from '../platform/postgres/database.js';
import type { NamedHat } from './hat.js';
import { listHats } from './person.store.js';

/** The hats a person may wear now, with what people call their bodies. */
@Injectable()
export class ListHats {
  constructor(private readonly db: Database) {}

  run(personId: string): Promise<readonly NamedHat[]> {
    return listHats(this.db.read, personId);
  }
}
