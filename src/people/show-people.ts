import { Injectable } from '@nestjs/common';
import { withOpenInvitation } from '../identity/invitation.store.js';
import { restingAccess, type RestingAccess } from '../identity/consequences.store.js';
import { listPeople, searchPeople, type BodyPerson } from '../identity/people.store.js';
import {
  countAble,
  findHat,
  findPeople,
  findPerson,
  nameOfBody,
  type BodyRef,
} from '../identity/person.store.js';
import { ShowAccount, type Account } from '../identity/show-account.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { decidesFor, mustDecideFor } from './change-hats.js';
import { mustBeFree } from './invite-person.js';

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

/** A role that somebody is about to end, or to give access to anew, and what rests on it. */
export interface EndingHat {
  readonly of: BodyRef;
  readonly name: string;
  readonly bodyName: string;
  readonly access: RestingAccess;
  /** How many others can sign in for the body. */
  readonly left: number;
}

type FoundHat = NonNullable<Awaited<ReturnType<typeof findHat>>>;

/** What would follow from ending a role, or from restoring a person's access. */
@Injectable()
export class ForeseeEnd {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  /** Of this role alone. Refused: request.notFound, as the act itself. */
  async ofRole(hatId: string, actor: PersonActor): Promise<EndingHat> {
    return this.foresee(await this.find(hatId, actor), hatId);
  }

  /** Of all that the person can do, in every body. Refused: as restoring their access itself. */
  async ofAccess(hatId: string, actor: PersonActor): Promise<EndingHat> {
    const hat = await this.find(hatId, actor);
    await mustBeFree(this.db.read, hat.personId, actor);
    return this.foresee(hat, null);
  }

  private async find(hatId: string, actor: PersonActor): Promise<FoundHat> {
    const hat = await findHat(this.db.read, hatId);
    if (hat === null || !decidesFor(actor, hat)) throw new Refusal('request.notFound');
    return hat;
  }

  /** `role`: the hat that ends; null: all of them. */
  private async foresee({ personId, electionId, body }: FoundHat, role: string | null): Promise<EndingHat> {
    const of = { electionId, body };
    const [person, bodyName, access, left] = await Promise.all([
      findPerson(this.db.read, personId),
      nameOfBody(this.db.read, of),
      restingAccess(this.db.read, personId, role),
      countAble(this.db.read, of, {
        besides: personId,
        withoutPasskey: this.settings.mode === 'rehearsal',
      }),
    ]);
    if (person === null) throw new Refusal('request.notFound');
    return { of, name: person.name, bodyName: bodyName ?? body.code, access, left };
  }
}

/** Somebody as the operator sees them, who decides whether they get in. */
export interface ShownPersonFile {
  readonly person: NonNullable<Awaited<ReturnType<typeof findPerson>>>;
  readonly account: Account;
  /** What would end with it. */
  readonly access: RestingAccess;
}

/** Whom a search found. */
export interface FoundPeople {
  readonly people: Awaited<ReturnType<typeof findPeople>>;
  readonly roles: Awaited<ReturnType<typeof searchPeople>>;
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
    const [account, access] = await Promise.all([
      this.accounts.run(personId),
      restingAccess(this.db.read, personId),
    ]);
    return { person, account, access };
  }

  /** At most fifty whose name or e-mail address holds `text`, and at most fifty roles at a body whose name does. */
  async find(text: string): Promise<FoundPeople> {
    const [people, roles] = await Promise.all([
      findPeople(this.db.read, text, MOST),
      searchPeople(this.db.read, text, { limit: MOST, blocked: true }),
    ]);
    return { people, roles };
  }
}
