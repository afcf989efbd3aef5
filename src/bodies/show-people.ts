import { Injectable } from '@nestjs/common';
import { withOpenInvitation } from '../identity/invitation.store.js';
import { listPeople, type BodyPerson } from '../identity/people.store.js';
import { findPeople, findPerson, nameOfBody, type BodyRef } from '../identity/person.store.js';
import { ShowAccount, type Account } from '../identity/show-account.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { mustDecideFor } from './change-hats.js';

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

/** Somebody as the operator sees them, who decides whether they get in. */
export interface ShownPersonFile {
  readonly person: NonNullable<Awaited<ReturnType<typeof findPerson>>>;
  readonly account: Account;
}

const MOST = 50;

/** Anybody on the platform, for the operator alone: the edge sees to that. */
@Injectable()
export class ShowPerson {
  constructor(
    private readonly db: Database,
    private readonly accounts: ShowAccount,
  ) {}

  /** Refused: request.notFound. */
  async run(personId: string): Promise<ShownPersonFile> {
    const person = await findPerson(this.db.read, personId);
    if (person === null) throw new Refusal('request.notFound');
    return { person, account: await this.accounts.run(personId) };
  }

  /** At most fifty whose name or e-mail address holds `text`. */
  find(text: string): ReturnType<typeof findPeople> {
    return findPeople(this.db.read, text, MOST);
  }
}
