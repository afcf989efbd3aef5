import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { act } from './act.js';
import { hashSecret } from './credential.js';
import { findInvitation } from './invitation.store.js';
import { registrationOptions, type PasskeyHolder, relyingPartyOf } from './passkey-ceremony.js';
import { addChallenge, listPasskeys } from './passkey.store.js';
import { findPerson } from './person.store.js';

/** No person has more passkeys than this. */
export const MOST_PASSKEYS = 5;

/** Begins the making of a passkey: gives the options for the browser and keeps the challenge for five minutes. */
@Injectable()
export class OfferPasskey {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
  ) {}

  /** For somebody who has signed in; sensitive, as adding it is. Refused: accounts.tooManyPasskeys. */
  async run(actor: PersonActor | HatlessActor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { personId } = actor;
    await act(this.db, actor, async () => undefined, 'fresh');
    const person = await findPerson(this.db.read, personId);
    if (person === null) throw new Refusal('request.notFound');
    const known = (await listPasskeys(this.db.read, personId)).map(({ credentialId }) => credentialId);
    if (known.length >= MOST_PASSKEYS) throw new Refusal('accounts.tooManyPasskeys');
    return this.offer({ personId, name: person.name, email: person.email, known });
  }

  /** For whoever holds an invitation. Refused: accounts.invitationInvalid. */
  async forInvitation(
    secret: string,
    saidToBe?: { name: string; email: string },
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const hash = hashSecret('invitation', secret);
    const invitation = hash && (await findInvitation(this.db.read, hash));
    if (!invitation) throw new Refusal('accounts.invitationInvalid');
    return this.offer({ ...invitation, ...saidToBe, known: [] });
  }

  private async offer(holder: PasskeyHolder): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const options = await registrationOptions(relyingPartyOf(this.settings.baseUrl), holder);
    await this.db.transaction((tx) =>
      addChallenge(tx, {
        value: options.challenge,
        purpose: 'register',
        personId: holder.personId,
      }),
    );
    return options;
  }
}
