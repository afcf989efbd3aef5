import { Injectable } from '@nestjs/common';
import { ShowAccount, type Account } from '../identity/show-account.js';
import { findPeople, findPerson } from '../identity/person.store.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';

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
