import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { objectDamaged } from '../audit/events.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { findObject, markDamaged } from '../platform/objects/object.store.js';
import { ObjectDamaged, ObjectMissing, Objects, type ByteRange } from '../platform/objects/objects.js';
import { openVerified } from '../platform/objects/verified.js';
import { Database } from '../platform/postgres/database.js';
import type { PublishedFile } from './document.js';
import { findEntry, type KeptEntry } from './register.store.js';

const SYSTEM: SystemActor = { kind: 'system', part: 'publicaties' };

/** A file of the register, ready to be handed out. */
export interface OfferedDocument {
  readonly file: PublishedFile;
  open(range: ByteRange | null): Promise<AsyncIterable<Uint8Array>>;
}

/** Hands files of the register to everybody, the replaced ones too: each MiB checked before any byte of it leaves. */
@Injectable()
export class HandOutDocument {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /** By the id of an entry. Refused: request.notFound; opening it: register.damaged, which the log and the
   *  operator hear of, once. */
  async find(id: string): Promise<OfferedDocument> {
    const entry = await findEntry(this.db.read, id);
    if (entry?.state !== 'here') throw new Refusal('request.notFound');
    const { file } = entry;
    return { file, open: (range) => this.open(entry, file, range) };
  }

  private async open(entry: KeptEntry, { sha256: id, size }: PublishedFile, range: ByteRange | null) {
    const object = (await findObject(this.db.read, id)) ?? { id, size, chunks: null };
    const bytes = this.watched(openVerified(this.objects, object, range ?? undefined), id, entry);
    const first = await bytes.next();
    return (async function* () {
      if (first.done !== true) yield first.value;
      yield* bytes;
    })();
  }

  private async *watched(
    bytes: AsyncGenerator<Uint8Array, void, undefined>,
    id: Sha256,
    entry: KeptEntry,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* bytes;
    } catch (error) {
      if (!(error instanceof ObjectDamaged || error instanceof ObjectMissing)) throw error;
      await this.alarm(id, entry);
      throw new Refusal('register.damaged');
    }
  }

  private async alarm(id: Sha256, { electionId, kind, number }: KeptEntry): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await markDamaged(tx, id))) return;
      const details = { documentKind: kind, file: number };
      const event = objectDamaged({
        ...{ object: { id, electionId }, actor: SYSTEM, details },
        code: 'register.damaged',
      });
      await append(tx, event, this.clock.now());
      await add(tx, 'register.damaged', { electionId, documentKind: kind, sha256: id });
    });
  }
}
