import { Injectable } from '@nestjs/common';
import { act } from './act.js';
import { append } from '../audit/audit.store.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, lock } from '../platform/postgres/database.js';
import { listPasskeys, removePasskeys } from './passkey.store.js';
import { passkeyRemoved } from './events.js';

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
