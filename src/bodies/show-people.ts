import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { mustDecideFor } from './body-scope.js';
import { withOpenInvitation } from '../identity/invitation.store.js';
import { listPeople, type BodyPerson } from '../identity/people.store.js';
import { nameOfBody, type BodyRef } from '../identity/person.store.js';

/** Somebody of a body, and whether an invitation waits for them. */
export interface ShownPerson extends BodyPerson {
  readonly invited: boolean;
}

/** A body's people, and what the body is called. */
export interface BodyPeople {
  readonly bodyName: string;
  readonly people: readonly ShownPerson[];
}

/** The people of a body. */
@Injectable()
export class ShowPeople {
  constructor(private readonly db: Database) {}

  /** Refused: request.notFound (not the actor's body), accounts.noSuchBody. */
  async run(body: BodyRef, actor: PersonActor): Promise<BodyPeople> {
    mustDecideFor(actor, body);
    const bodyName = await nameOfBody(this.db.read, body);
    if (bodyName === null) throw new Refusal('accounts.noSuchBody');
    const people = await listPeople(this.db.read, body);
    const ids = people.map(({ personId }) => personId);
    const invited = await withOpenInvitation(this.db.read, ids);
    return {
      bodyName,
      people: people.map((person) => ({ ...person, invited: invited.has(person.personId) })),
    };
  }
}
