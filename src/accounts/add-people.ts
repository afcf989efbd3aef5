import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Database, type Tx } from '../platform/postgres/database.js';
import { grantHat } from './grant-hat.js';
import { issueToken } from './issue-token.js';
import { addPerson, findPersonByEmail, type BodyRef } from './person.store.js';

/** A person with all they will act as; with `token`, a token of that name for their first hat. */
export interface PersonToAdd {
  readonly name: string;
  readonly email: string;
  readonly hats: readonly (BodyRef & { readonly role: Role })[];
  readonly token?: { readonly label: string; readonly days: number };
}

/** A person that was added. */
export interface AddedPerson {
  readonly personId: string;
  readonly hatIds: readonly string[];
  readonly token: string | null;
}

const TOGETHER = 50;

/** Adds many people in one go, in the order given: for a rehearsal. */
@Injectable()
export class AddPeople {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Every fifty people are kept together or not at all. Refused as GrantHat refuses. */
  async run(people: readonly PersonToAdd[], actor: Actor): Promise<readonly AddedPerson[]> {
    const added: AddedPerson[] = [];
    for (let i = 0; i < people.length; i += TOGETHER) {
      const some = people.slice(i, i + TOGETHER);
      added.push(...(await this.db.transaction((tx) => addAll(tx, some, actor, this.clock.now()))));
    }
    return added;
  }
}

async function addAll(
  tx: Tx,
  people: readonly PersonToAdd[],
  actor: Actor,
  now: Date,
): Promise<AddedPerson[]> {
  const added: AddedPerson[] = [];
  for (const { name, email, hats, token } of people) {
    const person = (await findPersonByEmail(tx, email)) ?? (await addPerson(tx, { name, email, now }));
    const hatIds: string[] = [];
    for (const hat of hats) hatIds.push(await grantHat(tx, { ...hat, personId: person.id }, actor, now));
    const [first] = hatIds;
    const issued =
      token === undefined || first === undefined
        ? null
        : await issueToken(tx, { hatId: first, ...token }, actor, now);
    added.push({ personId: person.id, hatIds, token: issued?.token ?? null });
  }
  return added;
}
