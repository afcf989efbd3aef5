import { Injectable } from '@nestjs/common';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database, lock } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { grantHat } from './grant-hat.js';
import { issueInvitation } from '../identity/issue-invitation.js';
import { addPerson, countOperators, findPersonByEmail, listHats } from '../identity/person.store.js';
import { NAMELESS_EMAIL } from '../identity/nameless.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'start' };

/** The way in for the first person of the Kiesraad, on a platform that nobody can operate yet. */
@Injectable()
export class CreateFirstInvitation {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Gives the address to open, once, within 72 hours; an earlier one stops working. Null when an operator with a passkey
   * exists. The person gives their name and e-mail address there.
   */
  async run(): Promise<string | null> {
    return this.db.transaction(async (tx) => {
      await lock(tx, 'first-operator');
      if ((await countOperators(tx)) > 0) return null;
      const now = this.clock.now();
      const person =
        (await findPersonByEmail(tx, NAMELESS_EMAIL)) ??
        (await addPerson(tx, { name: 'Eerste beheerder', email: NAMELESS_EMAIL, now }));
      const [worn] = await listHats(tx, person.id);
      const body = { level: 'OPERATOR', code: 'OPERATOR' } as const;
      const hat = { personId: person.id, electionId: null, body, role: 'operator' } as const;
      const hatId = worn?.id ?? (await grantHat(tx, hat, SYSTEM, now));
      const { path } = await issueInvitation(tx, { ...hat, hatId }, SYSTEM, now);
      return this.settings.baseUrl + path;
    });
  }
}
