import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { mayTouch } from './decide-key.js';
import type { CommitteeKey, KeyState } from './key.js';
import { certificateOfKey, findKey, listKeys, type KeyFilter } from './key.store.js';

/** A key with its certificate (DER). */
export interface ShownKey {
  readonly key: CommitteeKey;
  readonly certificate: Uint8Array;
}

/** What to list. A committee sees its own, whatever it asks; `electionId` narrows what the operator sees. */
export interface KeyQuery {
  readonly electionId?: string;
  readonly state?: KeyState;
  /** From 1. */
  readonly page: number;
}

/** A page of keys, and whether there are more. */
export interface ListedKeys {
  readonly keys: readonly CommitteeKey[];
  readonly more: boolean;
}

const PAGE = 50;

/** The keys that somebody may see: all for the operator, their own for a committee. */
@Injectable()
export class ShowKeys {
  constructor(private readonly db: Database) {}

  async list(query: KeyQuery, actor: PersonActor): Promise<ListedKeys> {
    const skip = (query.page - 1) * PAGE;
    const found = await listKeys(this.db.read, filterFor(query, actor), { skip, take: PAGE + 1 });
    return { keys: found.slice(0, PAGE), more: found.length > PAGE };
  }

  /** One key. Refused with request.notFound when it is not there, and when it is another committee's. */
  async one(id: string, actor: PersonActor): Promise<ShownKey> {
    const key = await findKey(this.db.read, id);
    const certificate = key && mayTouch(actor, key) ? await certificateOfKey(this.db.read, id) : null;
    if (key === null || certificate === null) throw new Refusal('request.notFound');
    return { key, certificate };
  }
}

function filterFor({ electionId, state }: KeyQuery, { hat }: PersonActor): KeyFilter {
  const narrowed = state === undefined ? {} : { state };
  if (hat.role === 'operator') return electionId === undefined ? narrowed : { ...narrowed, electionId };
  return { ...narrowed, electionId: hat.electionId ?? '', committee: hat.body };
}
