import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import type { KnownObject } from '../platform/objects/verified.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database, lock } from '../platform/postgres/database.js';
import { MAX_DOCUMENT_BYTES, readDocument } from './document-file.js';
import { FACT_NAMES, type FactName, type KindName } from './document-kinds.js';
import { hasRegister, kindsOf, type Said } from './document.js';
import { dateEntered, documentRegistered } from './events.js';
import { addEntry, addFact, listFacts, newestEntry } from './register.store.js';

/** Which document, and the number of its newest entry as the person saw it; 0: there was none. */
export interface DocumentPlace {
  readonly electionId: string;
  readonly kind: KindName;
  readonly seen: number;
}

/** A file that was sent. */
export interface SentDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * What the Kiesraad says of documents and days. Judged by the clock of the act: what is said after its day is accepted, and
 * is late. Nothing is ever changed or removed: each act adds a row. Only for the operator: the edge sees to it.
 */
@Injectable()
export class RegisterDocument {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /** Refused: request.notFound (no such document in this election), register.stale. */
  async say(place: DocumentPlace, said: Said, actor: PersonActor): Promise<void> {
    await this.write(place, said, null, actor);
  }

  /** Publishes a file here. Refused too: register.tooLarge, register.badFile, release.badName, upload.noSpace. */
  async publish(place: DocumentPlace, sent: SentDocument, actor: PersonActor): Promise<void> {
    if (sent.bytes.length > MAX_DOCUMENT_BYTES) throw new Refusal('register.tooLarge');
    const name = readDocument(sent.name, sent.bytes);
    const { db, objects, bench } = this;
    await keepNamed({ db, objects, bench }, sent.bytes, (object) => {
      const said = { state: 'here', file: { name, size: object.size, sha256: object.id } } as const;
      return this.write(place, said, object, actor);
    });
  }

  private async write(
    { electionId, kind, seen }: DocumentPlace,
    said: Said,
    object: KnownObject | null,
    actor: PersonActor,
  ): Promise<void> {
    const plan = await this.elections.plan(electionId);
    if (plan === null || !hasRegister(plan)) throw new Refusal('request.notFound');
    await act(this.db, actor, async (tx) => {
      await lock(tx, `register:${electionId}:${kind}`);
      const facts = (await listFacts(tx, [electionId])).get(electionId) ?? {};
      const before = await newestEntry(tx, electionId, kind);
      if (before === null && !kindsOf(plan, facts).includes(kind)) throw new Refusal('request.notFound');
      if ((before?.number ?? 0) !== seen) throw new Refusal('register.stale');
      const at = this.clock.now();
      if (object !== null) {
        await recordObject(tx, object);
        await pinForGood(tx, [object.id]);
      }
      await addEntry(tx, { electionId, kind, number: seen + 1 }, said, { at, by: actor.personId });
      const details = {
        ...{ documentKind: kind, documentState: said.state, documentBefore: before?.state ?? null },
        ...detailsOf(said),
      };
      await append(tx, documentRegistered({ object: { id: electionId, electionId }, actor, details }), at);
    });
  }

  /** Writes down what changed of the days, each with the old value in the log. Refused: request.notFound. */
  async enter(
    electionId: string,
    wanted: Readonly<Partial<Record<FactName, string | null>>>,
    actor: PersonActor,
  ): Promise<void> {
    const plan = await this.elections.plan(electionId);
    if (plan === null || !hasRegister(plan)) throw new Refusal('request.notFound');
    await act(this.db, actor, async (tx) => {
      await lock(tx, `register:${electionId}`);
      const facts = (await listFacts(tx, [electionId])).get(electionId) ?? {};
      const at = this.clock.now();
      for (const name of FACT_NAMES) {
        const value = wanted[name];
        const valueBefore = facts[name] ?? null;
        if (value === undefined || value === valueBefore) continue;
        await addFact(tx, electionId, name, value, { at, by: actor.personId });
        const object = { id: electionId, electionId };
        await append(tx, dateEntered({ object, actor, details: { fact: name, value, valueBefore } }), at);
      }
    });
  }
}

function detailsOf(said: Said) {
  switch (said.state) {
    case 'here':
      return { fileName: said.file.name, sha256: said.file.sha256 };
    case 'elsewhere':
      return { address: said.address };
    case 'inForce':
      return { documentVersion: said.version, gazette: said.gazette };
    case 'withheld':
      return { reason: said.reason };
  }
}
