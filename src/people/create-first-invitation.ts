import { Injectable } from '@nestjs/common';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database, lock } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { grantHat } from './change-hats.js';
import { issueInvitation, NAMELESS_EMAIL } from '../identity/issue-invitation.js';
import { addPerson, countOperators, findPersonByEmail, listHats } from '../identity/person.store.js';

/** The way in for a person of the Kiesraad when nobody who operates the platform can let them in. */
@Injectable()
export class CreateFirstInvitation {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Gives the address to open, once, within 72 hours; an earlier one stops working. Null when an operator with a passkey
   * exists, unless `anyway`: the last of them lost it. The person gives their name and e-mail address there. `part` is what
   * asks for it: nobody is signed in.
   */
  async run(part = 'start', anyway = false): Promise<string | null> {
    const actor: SystemActor = { kind: 'system', part };
    return this.db.transaction(async (tx) => {
      await lock(tx, 'first-operator');
      if (!anyway && (await countOperators(tx)) > 0) return null;
      const now = this.clock.now();
      const person =
        (await findPersonByEmail(tx, NAMELESS_EMAIL)) ??
        (await addPerson(tx, { name: 'Eerste beheerder', email: NAMELESS_EMAIL, now }));
      const [worn] = await listHats(tx, person.id);
      const body = { level: 'OPERATOR', code: 'OPERATOR' } as const;
      const hat = { personId: person.id, electionId: null, body, role: 'operator' } as const;
      const hatId = worn?.id ?? (await grantHat(tx, hat, actor, now));
      const { path } = await issueInvitation(tx, { ...hat, hatId }, actor, now);
      return this.settings.baseUrl + path;
    });
  }
}
