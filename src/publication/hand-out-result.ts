import { Injectable } from '@nestjs/common';
import { openWatched, type WatchedObject } from '../audit/open-watched.js';
import { Clock } from '../kernel/clock.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Objects, type ByteRange } from '../platform/objects/objects.js';
import { Database } from '../platform/postgres/database.js';
import { PaperStore } from './paper.store.js';
import { PublicationStore, type KeptVersion, type ResultPlace } from './publication.store.js';

/** A public file, ready to be handed out. */
export interface OfferedResult {
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
  open(range: ByteRange | null): Promise<AsyncIterable<Uint8Array>>;
}

/** Hands public results to everybody, the replaced ones too: each MiB checked before any byte of it leaves. */
@Injectable()
export class HandOutResult {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
    private readonly publications: PublicationStore,
    private readonly papers: PaperStore,
  ) {}

  /**
   * The EML file of one version, byte for byte as it was delivered. Refused as absent: what is not public here; opening it:
   * publication.damaged, which the log and the operator hear of, once.
   */
  async find(place: ResultPlace, version: number): Promise<OfferedResult> {
    const found = await this.publications.keptVersion(place, version);
    if (found === null) throw new Refusal('request.notFound');
    return this.offered(place, found, 1);
  }

  /** One version of its proces-verbaal. Refused as {@link find}; publication.paperWithdrawn. */
  async paper(place: ResultPlace, version: number, paper: number): Promise<OfferedResult> {
    const found = await this.papers.kept(place, version, paper);
    if (found === null) throw new Refusal('request.notFound');
    if (found.withdrawn) throw new Refusal('publication.paperWithdrawn');
    const { electionId, code, message } = place;
    const name = `Proces-verbaal_${electionId}_${code}_${message}_${version}_${paper}.pdf`;
    return this.offered(place, { ...found, name }, 2);
  }

  private offered({ electionId }: ResultPlace, kept: KeptVersion, file: number): OfferedResult {
    const { name, size, sha256, submissionId } = kept;
    const { db, clock, objects } = this;
    const watched: WatchedObject = {
      ...{ id: sha256, size, electionId, damaged: 'publication.damaged', part: 'uitslagen' },
      details: { submissionId, file },
      tell: (tx) => add(tx, 'object.damaged', { submissionId, sha256, electionId }),
    };
    return { name, size, sha256, open: (range) => openWatched({ db, clock, objects }, watched, range) };
  }
}
