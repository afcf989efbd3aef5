import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import {
  answeredChallenge,
  verifyRegistration,
  type MadePasskey,
  type RegistrationAnswer,
} from './passkey-ceremony.js';
import { takeChallenge } from './passkey.store.js';
import { relyingPartyOf } from './relying-party.js';

/** Judges what a device gave when it was asked to make a passkey. */
@Injectable()
export class MakePasskey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
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
      (await this.db.transaction((tx) =>
        takeChallenge(tx, { value, purpose: 'register', personId }, this.clock.now()),
      ));
    const made = taken && (await verifyRegistration(relyingPartyOf(this.settings.baseUrl), value, answer));
    if (!made) throw new Refusal('accounts.passkeyNotAdded');
    return made;
  }
}
