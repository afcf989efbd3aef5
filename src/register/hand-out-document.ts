import { Injectable } from '@nestjs/common';
import { openWatched, type WatchedObject } from '../audit/open-watched.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Objects, type ByteRange } from '../platform/objects/objects.js';
import { Database } from '../platform/postgres/database.js';
import type { PublishedFile } from './document.js';
import { findEntry, type KeptEntry } from './register.store.js';

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

  private open(entry: KeptEntry, { sha256: id, size }: PublishedFile, range: ByteRange | null) {
    const { db, clock, objects } = this;
    const { electionId, kind: documentKind, number: file } = entry;
    const watched: WatchedObject = {
      ...{ id, size, electionId, damaged: 'register.damaged', part: 'publicaties' },
      details: { documentKind, file },
      tell: (tx) => add(tx, 'register.damaged', { electionId, documentKind, sha256: id }),
    };
    return openWatched({ db, clock, objects }, watched, range);
  }
}
