import { dutchDay } from '../kernel/dutch-time.js';
import { Injectable } from '@nestjs/common';
import { nameOfBody, namesOf } from '../identity/person.store.js';
import { ElectionStore } from '../elections/election.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { reachOf } from './decide-key.js';
import { isOpenToProof, isTooLate } from './key-proof.js';
import { findCall, type KeptCall } from './key-call.store.js';
import type { CommitteeKey, KeyState } from './key.js';
import {
  certificateOfKey,
  countKeys,
  findKey,
  keysOfCommittee,
  listKeys,
  restingOnKey,
  type KeyFilter,
  type RestingOnKey,
} from './key.store.js';

/** A key with its certificate (DER). */
export interface ShownKey {
  readonly key: CommitteeKey;
  readonly certificate: Uint8Array;
  /** What its committee is called, with the election. */
  readonly owner: string;
  /** For the operator: how many keys of the election wait for a decision. */
  readonly waiting: number;
  /** What would be refused if it were revoked now. */
  readonly resting: RestingOnKey;
  /** Whether a test count can be handed in for it now. */
  readonly provable: boolean;
  /** The call in which its fingerprint was read out; null for a committee, and when it was not. */
  readonly call: KeptCall | null;
  /** For the operator: what those are called who registered, listened and decided, by id. */
  readonly names: ReadonlyMap<string, string>;
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
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
  ) {}

  async list(query: KeyQuery, actor: PersonActor): Promise<ListedKeys> {
    const skip = (query.page - 1) * PAGE;
    const found = await listKeys(this.db.read, filterFor(query, actor), { skip, take: PAGE + 1 });
    return { keys: found.slice(0, PAGE), more: found.length > PAGE };
  }

  /**
   * The key that has waited longest in this election and was read out, for somebody who did not approve it yet; null when there
   * is none. For the operator alone.
   */
  async nextToApprove(electionId: string, personId: string): Promise<CommitteeKey | null> {
    const waiting = await listKeys(
      this.db.read,
      { electionId, state: 'registered' },
      { skip: 0, take: PAGE },
    );
    const mine = ({ readOut, approvals }: CommitteeKey) =>
      readOut !== null && approvals.every(({ by }) => by !== personId);
    return waiting.find(mine) ?? null;
  }

  /** Those of the wearer's committee in these elections, in which its code must name the same body. */
  async ofElections(electionIds: readonly string[], { hat }: PersonActor): Promise<readonly CommitteeKey[]> {
    return electionIds.length === 0 ? [] : await keysOfCommittee(this.db.read, hat.body, electionIds);
  }

  /** Whether keys of this election can be proved with a test count now. */
  async takesProofs(electionId: string): Promise<boolean> {
    const plan = await this.elections.plan(electionId);
    return plan !== null && !isTooLate(plan.definition.electionDate, dutchDay(this.clock.now()));
  }

  /** One key. Refused with request.notFound when it is not there, and when it is another committee's. */
  async one(id: string, actor: PersonActor): Promise<ShownKey> {
    const key = await findKey(this.db.read, id, reachOf(actor));
    const certificate = key && (await certificateOfKey(this.db.read, id));
    if (key === null || certificate === null) throw new Refusal('request.notFound');
    const { electionId, committee } = key;
    const owner = await nameOfBody(this.db.read, { electionId, body: committee });
    const filter = { electionId, state: 'registered' } as const;
    const resting = await restingOnKey(this.db.read, key);
    const provable = isOpenToProof(key) && (await this.takesProofs(electionId));
    const shown = { key, certificate, owner: owner ?? committee.code, resting, provable };
    if (actor.hat.role !== 'operator') return { ...shown, waiting: 0, call: null, names: new Map() };
    const call = await findCall(this.db.read, id);
    const names = await namesOf(this.db.read, peopleOf(key));
    return { ...shown, waiting: await countKeys(this.db.read, filter), call, names };
  }
}

function peopleOf(key: CommitteeKey): string[] {
  const acts = [
    ...key.approvals,
    ...(key.readOut === null ? [] : [key.readOut]),
    ...(key.proof === null ? [] : [key.proof]),
    ...('suspended' in key ? [key.suspended] : []),
    ...('revoked' in key ? [key.revoked] : []),
    ...('confirmed' in key && key.confirmed !== null ? [key.confirmed] : []),
    ...('decided' in key ? [key.decided] : []),
  ];
  return [key.registeredBy, ...acts.map(({ by }) => by)];
}

function filterFor({ electionId, state }: KeyQuery, { hat }: PersonActor): KeyFilter {
  const narrowed = state === undefined ? {} : { state };
  if (hat.role === 'operator') return electionId === undefined ? narrowed : { ...narrowed, electionId };
  return { ...narrowed, electionId: hat.electionId ?? '', committee: hat.body };
}
