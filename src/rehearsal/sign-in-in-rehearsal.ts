import { Injectable } from '@nestjs/common';
import type { Origin } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { findPerson } from '../identity/person.store.js';
import { comesFromThisMachine, type Knock } from './rehearsal-door.js';
import { startSession, type SigningIn } from '../identity/start-session.js';
import { searchPeople, type PersonWithHat } from '../identity/people.store.js';

/** In a rehearsal one may choose who to be, at the machine itself and nowhere else. */
@Injectable()
export class SignInInRehearsal {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Whether this request may choose. */
  allows(knock: Knock): boolean {
    return this.settings.mode === 'rehearsal' && comesFromThisMachine(knock);
  }

  /**
   * Gives the session's secret. `goingOn`: the session that this browser had, which ends, and the role to put on of several.
   * Anything but a rehearsal at this machine is refused with request.notFound.
   */
  async run(
    personId: string,
    knock: Knock,
    origin: Origin,
    goingOn: Pick<SigningIn, 'before' | 'hatId'>,
  ): Promise<string> {
    if (!this.allows(knock)) throw new Refusal('request.notFound');
    const person = await findPerson(this.db.read, personId);
    if (person === null || person.blocked) throw new Refusal('request.notFound');
    const who = { personId, name: person.name, origin, verified: false, ...goingOn };
    return this.db.transaction((tx) => startSession(tx, who, this.clock.now()));
  }
}

const MOST = 60;

/** The made-up people that one may choose to be; the edge sees to it that this is a rehearsal at this machine. */
@Injectable()
export class ListRehearsalPeople {
  constructor(private readonly db: Database) {}

  /** At most sixty whose name, body or election holds `text`, and whether there are more. */
  async run(text: string): Promise<{ readonly people: readonly PersonWithHat[]; readonly more: boolean }> {
    const found = await searchPeople(this.db.read, text, { limit: MOST + 1, blocked: false });
    return { people: found.slice(0, MOST), more: found.length > MOST };
  }
}
