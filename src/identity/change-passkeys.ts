import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, isUniqueViolation, lock, type Tx } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { act } from './act.js';
import { hashSecret } from './credential.js';
import { passkeyAdded, passkeyRemoved } from './events.js';
import { findInvitation } from './invitation.store.js';
import {
  answeredChallenge,
  registrationOptions,
  relyingPartyOf,
  verifyRegistration,
  type MadePasskey,
  type PasskeyHolder,
  type RegistrationAnswer,
} from './passkey-ceremony.js';
import { addChallenge, addPasskey, listPasskeys, removePasskeys, takeChallenge } from './passkey.store.js';
import { findPerson } from './person.store.js';

/** No person has more passkeys than this. */
const MOST_PASSKEYS = 5;

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

/** Takes a passkey off one's own account. */
@Injectable()
export class RemovePasskey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Sensitive. Refused: accounts.lastPasskey (of two removals at once the second finds the last one), request.notFound. */
  async run(credentialId: string, actor: PersonActor | HatlessActor): Promise<void> {
    await act(
      this.db,
      actor,
      async (tx) => {
        await lock(tx, `person:${actor.personId}`);
        const passkeys = await listPasskeys(tx, actor.personId);
        const passkey = passkeys.find((known) => known.credentialId === credentialId);
        if (passkey === undefined) throw new Refusal('request.notFound');
        if (passkeys.length === 1) throw new Refusal('accounts.lastPasskey');
        await removePasskeys(tx, actor.personId, credentialId);
        const object = { id: credentialId.slice(0, 32) };
        await append(
          tx,
          passkeyRemoved({ object, actor, details: { label: passkey.name } }),
          this.clock.now(),
        );
      },
      'fresh',
    );
  }
}
