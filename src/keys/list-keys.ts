import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Database } from '../platform/postgres/database.js';
import type { CommitteeKey, KeyState } from './key.js';
import { listKeys, type KeyFilter } from './key.store.js';

/** What to list. A committee sees its own, whatever it asks; `electionId` narrows what the operator sees. */
export interface KeyQuery {
  readonly electionId?: string;
  readonly state?: KeyState;
  /** From 1. */
  readonly page: number;
}

/** A page of keys, and whether there are more. */
export interface KeyPage {
  readonly keys: readonly CommitteeKey[];
  readonly more: boolean;
}

const PAGE = 50;

/** The keys that somebody may see: all for the operator, their own for a committee. */
@Injectable()
export class ListKeys {
  constructor(private readonly db: Database) {}

  async run(query: KeyQuery, actor: PersonActor): Promise<KeyPage> {
    const skip = (query.page - 1) * PAGE;
    const found = await listKeys(this.db.read, filterFor(query, actor), { skip, take: PAGE + 1 });
    return { keys: found.slice(0, PAGE), more: found.length > PAGE };
  }
}

function filterFor({ electionId, state }: KeyQuery, { hat }: PersonActor): KeyFilter {
  const narrowed = state === undefined ? {} : { state };
  if (hat.role === 'operator') return electionId === undefined ? narrowed : { ...narrowed, electionId };
  return { ...narrowed, electionId: hat.electionId ?? '', committee: hat.body };
}
