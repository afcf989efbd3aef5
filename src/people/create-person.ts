import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { addPerson, findPersonByEmail, type KeptPerson } from '../identity/person.store.js';

/** Somebody new; e-mail names a person, in any capitals. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
}

/** Makes a person known. Alone it lets them do nothing: that takes a hat, and a way to sign in. */
@Injectable()
export class CreatePerson {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Gives the person with this e-mail address: made now, or the one already there, whose name stays as it is. */
  async run(person: NewPerson): Promise<KeptPerson> {
    const known = await findPersonByEmail(this.db.read, person.email);
    return known ?? this.db.transaction((tx) => addPerson(tx, { ...person, now: this.clock.now() }));
  }
}
