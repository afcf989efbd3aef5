import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore, type ElectionSummary } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { listContacts } from '../identity/people.store.js';
import { nameOfBody } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database, type Reader } from '../platform/postgres/database.js';
import { keyReadOut } from './events.js';
import { canBeReadOut, readOutWhole, SAME_IN_EACH, type Call } from './key-call.js';
import { addCall } from './key-call.store.js';
import type { CommitteeKey } from './key.js';
import { findKey, holdKey, keysOfCommittee } from './key.store.js';

/** What one call with a committee can be about. */
export interface Callable {
  readonly owner: string;
  readonly votingDay: string;
  /** Of this committee, in all elections of the voting day, still to be read out. */
  readonly keys: readonly CommitteeKey[];
  /** Of which election each is, by id. */
  readonly elections: ReadonlyMap<string, string>;
  /** Numbers of who manages the committee, as they were given before. */
  readonly numbers: readonly { readonly name: string; readonly phone: string }[];
}

/** The call in which a committee reads its fingerprints out to the Kiesraad, for all its keys of a voting day at once. */
@Injectable()
export class RecordCall {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
  ) {}

  /** What a call about this key can be about. For the operator alone. Refused with request.notFound. */
  async prepare(id: string): Promise<Callable> {
    const { read } = this.db;
    const { key, day } = await this.dayOf(read, id);
    const { electionId, committee: body } = key;
    const ids = day.map((election) => election.id);
    const [keys, owner, contacts] = await Promise.all([
      keysOfCommittee(read, body, ids),
      nameOfBody(read, { electionId, body }),
      listContacts(
        read,
        ids.map((each) => ({ electionId: each, body })),
        true,
      ),
    ]);
    const phones = new Map(
      contacts.flatMap(({ managers }) => managers.map(({ name, phone }) => [phone ?? '', name] as const)),
    );
    phones.delete('');
    return {
      owner: owner ?? body.code,
      votingDay: day[0]?.electionDate ?? '',
      keys: keys.filter(canBeReadOut),
      elections: new Map(day.map((election) => [election.id, election.name])),
      numbers: [...phones].map(([phone, name]) => ({ phone, name })),
    };
  }

  /**
   * Keeps the call, and which fingerprints were read out whole: `ticked` gives how many groups of a key were ticked. `id`: one
   * of the keys. For the operator alone. Refused: request.notFound, keys.partlyReadOut, keys.alreadyDecided.
   */
  async run(
    id: string,
    { call, ticked }: { readonly call: Call; readonly ticked: (key: CommitteeKey) => number },
    actor: PersonActor,
  ): Promise<void> {
    const decision = { at: this.clock.now(), by: actor.personId };
    const { key, day } = await this.dayOf(this.db.read, id);
    const ids = day.map((election) => election.id);
    await act(this.db, actor, async (tx) => {
      const held: CommitteeKey[] = [];
      for (const { id: each } of await keysOfCommittee(tx, key.committee, ids)) {
        const found = await holdKey(tx, each, null);
        if (found !== null) held.push(found);
      }
      const keys = readOutWhole(held, ticked);
      const votingDay = day[0]!.electionDate;
      await addCall(tx, { call, committee: key.committee, votingDay, keys, decision });
      const { number: calledNumber, ...said } = call;
      for (const object of keys) {
        const { keyId, fingerprint } = object;
        const details = { keyId, fingerprint, calledNumber, ...said };
        await append(tx, keyReadOut({ object, actor, details }), decision.at);
      }
    });
  }

  /** The key, and the elections of its voting day. */
  private async dayOf(
    read: Reader,
    id: string,
  ): Promise<{ readonly key: CommitteeKey; readonly day: readonly ElectionSummary[] }> {
    const key = await findKey(read, id, null);
    const all = await this.elections.list();
    const own = all.find((election) => election.id === key?.electionId);
    if (key === null || own === undefined) throw new Refusal('request.notFound');
    const day = all.filter(({ electionDate }) => electionDate === own.electionDate);
    return { key, day: SAME_IN_EACH.includes(key.committee.level) ? day : [own] };
  }
}
