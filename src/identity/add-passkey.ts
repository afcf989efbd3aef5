import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, isUniqueViolation, lock, type Tx } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { act } from './act.js';
import { MOST_PASSKEYS } from './offer-passkey.js';
import { passkeyAdded } from './events.js';
import {
  answeredChallenge,
  relyingPartyOf,
  verifyRegistration,
  type MadePasskey,
  type RegistrationAnswer,
} from './passkey-ceremony.js';
import { addPasskey, listPasskeys, takeChallenge } from './passkey.store.js';

/** Judges what a device gave when it was asked to make a passkey. */
@Injectable()
export class MakePasskey {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  /**
   * Gives the passkey, not yet kept. The challenge is used up first, whatever comes after: an answer counts once. Refused:
   * accounts.passkeyNotAdded.
   */
  async run(answer: RegistrationAnswer, personId: string): Promise<MadePasskey> {
    const value = answeredChallenge(answer);
    const taken =
      value !== null &&
      (await this.db.transaction((tx) => takeChallenge(tx, { value, purpose: 'register', personId })));
    const made = taken && (await verifyRegistration(relyingPartyOf(this.settings.baseUrl), value, answer));
    if (!made) throw new Refusal('accounts.passkeyNotAdded');
    return made;
  }
}

/** Adds a further passkey to the account of who has signed in. */
@Injectable()
export class AddPasskey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly make: MakePasskey,
  ) {}

  /** Sensitive. Refused: accounts.passkeyNotAdded, accounts.tooManyPasskeys. */
  async run(answer: RegistrationAnswer, name: string, actor: PersonActor | HatlessActor): Promise<void> {
    const made = await this.make.run(answer, actor.personId);
    const work = async (tx: Tx) => {
      await lock(tx, `person:${actor.personId}`);
      if ((await listPasskeys(tx, actor.personId)).length >= MOST_PASSKEYS)
        throw new Refusal('accounts.tooManyPasskeys');
      await keepPasskey(tx, made, name, actor, this.clock.now());
    };
    try {
      await act(this.db, actor, work, 'fresh');
    } catch (error) {
      throw isUniqueViolation(error) ? new Refusal('accounts.passkeyNotAdded') : error;
    }
  }
}

/** Keeps a passkey with its line in the log. */
export async function keepPasskey(
  tx: Tx,
  made: MadePasskey,
  name: string,
  actor: PersonActor | HatlessActor,
  now: Date,
): Promise<void> {
  await addPasskey(tx, { ...made, personId: actor.personId, name, createdAt: now });
  const object = { id: made.credentialId.slice(0, 32) };
  await append(tx, passkeyAdded({ object, actor, details: { label: name } }), now);
}
