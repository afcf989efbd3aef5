import { Injectable } from '@nestjs/common';
import type { Origin } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { answeredChallenge, verifySignIn, type SignInAnswer } from './passkey-ceremony.js';
import { findPasskey, notePasskeyUse, takeChallenge } from './passkey.store.js';
import { findPerson } from './person.store.js';
import { relyingPartyOf } from './relying-party.js';
import { startSession } from './start-session.js';

const refused = () => new Refusal('accounts.passkeyRefused');

/** Signs somebody in with a passkey. */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Gives the session's secret. Whatever is wrong (unknown passkey, blocked person, old challenge, no user verification,
   * a counter that went back) is refused alike: accounts.passkeyRefused.
   */
  async run(answer: SignInAnswer, origin: Origin): Promise<string> {
    const challenge = await this.take(answer);
    const passkey = await findPasskey(this.db.read, answer.id);
    const person = passkey && (await findPerson(this.db.read, passkey.personId));
    if (!passkey || !person || person.blocked) throw refused();
    const counter = await verifySignIn(relyingPartyOf(this.settings.baseUrl), challenge, answer, passkey);
    if (counter === null) throw refused();
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      if (!(await notePasskeyUse(tx, passkey, counter, now))) throw refused();
      return startSession(tx, { personId: person.id, name: person.name, origin, verified: true }, now);
    });
  }

  private async take(answer: SignInAnswer): Promise<string> {
    const value = answeredChallenge(answer);
    const taken =
      value !== null &&
      (await this.db.transaction((tx) =>
        takeChallenge(tx, { value, purpose: 'signIn', personId: null }, this.clock.now()),
      ));
    if (!taken) throw refused();
    return value;
  }
}
