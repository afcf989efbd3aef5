import { Injectable } from '@nestjs/common';
import { Database, databaseTime } from '../platform/postgres/database.js';
import type { NamedHat } from './hat.js';
import { listPasskeys, type KeptPasskey } from './passkey.store.js';
import { findPerson, listHats } from './person.store.js';
import { listSessions, type OwnSession } from './session.store.js';
import { listTokens, type OwnToken } from './token.store.js';

/** All there is of one's own account. */
export interface Account {
  /** As they wrote it; null: not given. */
  readonly phone: string | null;
  readonly hats: readonly NamedHat[];
  readonly passkeys: readonly Pick<KeptPasskey, 'credentialId' | 'name' | 'createdAt' | 'lastUsedAt'>[];
  readonly sessions: readonly OwnSession[];
  readonly tokens: readonly OwnToken[];
}

/** A person's own account: roles, passkeys, live sessions, working tokens. */
@Injectable()
export class ShowAccount {
  constructor(private readonly db: Database) {}

  async run(personId: string): Promise<Account> {
    const { read } = this.db;
    const now = await databaseTime(read);
    const [person, hats, passkeys, sessions, tokens] = await Promise.all([
      findPerson(read, personId),
      listHats(read, personId),
      listPasskeys(read, personId),
      listSessions(read, personId, now),
      listTokens(read, personId, now),
    ]);
    return { phone: person?.phone ?? null, hats, passkeys, sessions, tokens };
  }
}
