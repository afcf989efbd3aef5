import { Injectable } from '@nestjs/common';
import { openWatched, type WatchedObject } from '../audit/open-watched.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { findObject } from '../platform/objects/object.store.js';
import { Objects, type ByteRange } from '../platform/objects/objects.js';
import { Database } from '../platform/postgres/database.js';
import { formatTime } from '../web/format-time.js';
import { chunksOf, type FileChunks } from './manifest.js';
import type { FilePlace } from './receive-release-file.js';
import { isPublic, type PublicRelease, type ReleaseFile } from './release.js';
import { findRelease } from './release.store.js';

/** A file that anybody may have, in the release that it is of. */
export interface OfferedFile {
  readonly release: PublicRelease;
  readonly file: ReleaseFile;
}

/** Hands files of releases to everybody. */
@Injectable()
export class HandOutFile {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /** A file of a release that was published, withdrawn or not: what is known of it. Refused: request.notFound. */
  async find({ id, index }: FilePlace): Promise<OfferedFile> {
    const release = await findRelease(this.db.read, id);
    const file = release?.files.find((each) => each.index === index);
    if (!release || !file || !isPublic(release)) throw new Refusal('request.notFound');
    return { release, file };
  }

  /** The digests of its chunks, by which a part of it can be checked. Refused as {@link find}. */
  async chunks(place: FilePlace): Promise<FileChunks> {
    const { file } = await this.find(place);
    const digests = (await findObject(this.db.read, file.sha256))?.chunks ?? null;
    if (digests === null)
      throw new Error(`the chunks of file ${place.index} of release ${place.id} are not known`);
    return chunksOf(file, digests);
  }

  /** A file as {@link find} gives it, to be handed out. Refused too: release.withdrawn with the reason, release.notYet. */
  async offered(place: FilePlace): Promise<OfferedFile> {
    const found = await this.find(place);
    const { release } = found;
    if (release.state === 'withdrawn') throw new Refusal('release.withdrawn', { reden: release.reason });
    const { availableFrom } = release.about;
    if (this.clock.now() < availableFrom)
      throw new Refusal('release.notYet', { vanaf: formatTime(availableFrom) });
    return found;
  }

  /** The bytes of `range` (null: all), as openWatched gives them; refused and told to the operator: release.damaged. */
  open({ release, file }: OfferedFile, range: ByteRange | null): Promise<AsyncIterable<Uint8Array>> {
    const { db, clock, objects } = this;
    const { sha256: id, size, index } = file;
    const { id: releaseId } = release;
    const watched: WatchedObject = {
      ...{ id, size, electionId: null, damaged: 'release.damaged', part: 'releases' },
      details: { releaseId, file: index },
      tell: (tx) => add(tx, 'release.damaged', { releaseId, sha256: id }),
    };
    return openWatched({ db, clock, objects }, watched, range);
  }
}
