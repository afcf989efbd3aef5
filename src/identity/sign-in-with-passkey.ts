import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, Origin, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { act } from './act.js';
import { sessionConfirmed } from './events.js';
import {
  answeredChallenge,
  relyingPartyOf,
  signInOptions,
  verifySignIn,
  type SignInAnswer,
} from './passkey-ceremony.js';
import {
  addChallenge,
  findPasskey,
  notePasskeyUse,
  takeChallenge,
  type KeptPasskey,
  type NewChallenge,
} from './passkey.store.js';
import { findPerson } from './person.store.js';
import { noteVerified } from './session.store.js';
import { startSession } from './start-session.js';

const refused = () => new Refusal('accounts.passkeyRefused');

/** What a challenge is for: signing in (nobody is known yet), or confirming that somebody is still there. */
type Ceremony = Pick<NewChallenge, 'personId'> & { readonly purpose: 'signIn' | 'confirm' };

/** Asks for a passkey, and judges what comes back. */
@Injectable()
export class AskPasskey {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  /** The options for the browser, with a challenge that is kept for five minutes. */
  async begin(ceremony: Ceremony): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await signInOptions(relyingPartyOf(this.settings.baseUrl));
    await this.db.transaction((tx) => addChallenge(tx, { value: options.challenge, ...ceremony }));
    return options;
  }

  /**
   * Gives the passkey that was used and the counter its device gave; the challenge is used up first. Whatever is wrong is
   * refused alike: accounts.passkeyRefused.
   */
  async judge(answer: SignInAnswer, ceremony: Ceremony): Promise<{ passkey: KeptPasskey; counter: number }> {
    const value = answeredChallenge(answer);
    const taken =
      value !== null && (await this.db.transaction((tx) => takeChallenge(tx, { value, ...ceremony })));
    const passkey = taken ? await findPasskey(this.db.read, answer.id) : null;
    if (passkey === null || value === null) throw refused();
    const counter = await verifySignIn(relyingPartyOf(this.settings.baseUrl), value, answer, passkey);
    if (counter === null) throw refused();
    return { passkey, counter };
  }
}

const SIGN_IN: Ceremony = { purpose: 'signIn', personId: null };

/** Signs somebody in with a passkey. */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ask: AskPasskey,
  ) {}

  begin(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.ask.begin(SIGN_IN);
  }

  /**
   * Gives the session's secret. Whatever is wrong (unknown passkey, blocked person, old challenge, no user verification,
   * a counter that went back) is refused alike: accounts.passkeyRefused. `before`: the session this browser had, and the
   * hat that was worn in it.
   */
  async run(
    answer: SignInAnswer,
    origin: Origin,
    before: { readonly sessionId?: string | undefined; readonly hatId?: string | undefined } = {},
  ): Promise<string> {
    const { passkey, counter } = await this.ask.judge(answer, SIGN_IN);
    const person = await findPerson(this.db.read, passkey.personId);
    if (!person || person.blocked) throw refused();
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      if (!(await notePasskeyUse(tx, passkey, counter, now))) throw refused();
      const { sessionId, hatId } = before;
      const who = {
        personId: person.id,
        name: person.name,
        origin,
        verified: true,
        before: sessionId,
        hatId,
      };
      return startSession(tx, who, now);
    });
  }
}

/** Establishes with a passkey that who signed in is still the one who sits there: sensitive acts ask for it. */
@Injectable()
export class ConfirmPerson {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ask: AskPasskey,
  ) {}

  begin({ personId }: PersonActor | HatlessActor): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.ask.begin({ purpose: 'confirm', personId });
  }

  /** Makes the actor's session fresh. Refused: accounts.passkeyRefused, also for somebody else's passkey. */
  async run(answer: SignInAnswer, actor: PersonActor | HatlessActor): Promise<void> {
    const { personId, via } = actor;
    if (via.kind !== 'session') throw new Refusal('access.notWithToken');
    const { passkey, counter } = await this.ask.judge(answer, { purpose: 'confirm', personId });
    if (passkey.personId !== personId) throw refused();
    const now = this.clock.now();
    await act(this.db, actor, async (tx) => {
      if (!(await notePasskeyUse(tx, passkey, counter, now))) throw refused();
      await noteVerified(tx, via.id);
      await append(tx, sessionConfirmed({ object: { id: via.id.slice(0, 16) }, actor }), now);
    });
  }
}
