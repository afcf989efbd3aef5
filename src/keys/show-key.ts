import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { mayTouch } from './decide-key.js';
import type { CommitteeKey } from './key.js';
import { certificateOfKey, findKey } from './key.store.js';

/** A key with its certificate (DER). */
export interface ShownKey {
  readonly key: CommitteeKey;
  readonly certificate: Uint8Array;
}

/** One key, for the operator and for its own committee. */
@Injectable()
export class ShowKey {
  constructor(private readonly db: Database) {}

  /** Refused with request.notFound when it is not there, and when it is another committee's. */
  async run(id: string, actor: PersonActor): Promise<ShownKey> {
    const key = await findKey(this.db.read, id);
    const certificate = key && mayTouch(actor, key) ? await certificateOfKey(this.db.read, id) : null;
    if (key === null || certificate === null) throw new Refusal('request.notFound');
    return { key, certificate };
  }
}
