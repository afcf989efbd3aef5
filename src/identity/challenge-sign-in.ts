import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Clock } from '../kernel/clock.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { CHALLENGE_MS, signInOptions } from './passkey-ceremony.js';
import { addChallenge } from './passkey.store.js';
import { relyingPartyOf } from './relying-party.js';

/** Begins a sign-in: the options for the browser, with a challenge that is kept for five minutes. */
@Injectable()
export class ChallengeSignIn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async run(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await signInOptions(relyingPartyOf(this.settings.baseUrl));
    const expiresAt = new Date(this.clock.now().getTime() + CHALLENGE_MS);
    await this.db.transaction((tx) =>
      addChallenge(tx, { value: options.challenge, purpose: 'signIn', personId: null, expiresAt }),
    );
    return options;
  }
}
