import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, isUniqueViolation, lock, type Tx } from '../platform/postgres/database.js';
import { MakePasskey } from './make-passkey.js';
import { MOST_PASSKEYS } from './offer-passkey.js';
import type { MadePasskey, RegistrationAnswer } from './passkey-ceremony.js';
import { addPasskey, listPasskeys } from './passkey.store.js';
import { passkeyAdded } from './events.js';

/** Adds a further passkey to the account of who has signed in. */
@Injectable()
export class AddPasskey {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly make: MakePasskey,
  ) {}

  /** Refused: accounts.passkeyNotAdded, accounts.tooManyPasskeys. */
  async run(answer: RegistrationAnswer, name: string, actor: PersonActor | HatlessActor): Promise<void> {
    const made = await this.make.run(answer, actor.personId);
    try {
      await this.db.transaction(async (tx) => {
        await lock(tx, `person:${actor.personId}`);
        if ((await listPasskeys(tx, actor.personId)).length >= MOST_PASSKEYS)
          throw new Refusal('accounts.tooManyPasskeys');
        await keepPasskey(tx, made, name, actor, this.clock.now());
      });
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
