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
import { openVerified, type KnownObject } from '../platform/objects/verified.js';
import { Database } from '../platform/postgres/database.js';
import { formatTime } from '../web/format-time.js';
import type { FilePlace } from './receive-release-file.js';
import { isPublic, type PublicRelease, type ReleaseFile } from './release.js';
import { findRelease } from './release.store.js';

/** A file that anybody may have, in the release that it is of. */
export interface OfferedFile {
  readonly release: PublicRelease;
  readonly file: ReleaseFile;
  readonly object: KnownObject;
}

const SYSTEM: SystemActor = { kind: 'system', part: 'releases' };

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
    const { sha256, size } = file;
    const known = await findObject(this.db.read, sha256);
    return { release, file, object: known ?? { id: sha256, size, chunks: null } };
  }

  /** The same, to be handed out. Refused too: release.withdrawn with the reason, release.notYet. */
  async offered(place: FilePlace): Promise<OfferedFile> {
    const found = await this.find(place);
    const { release } = found;
    if (release.state === 'withdrawn') throw new Refusal('release.withdrawn', { reden: release.reason });
    const { availableFrom } = release.about;
    if (this.clock.now() < availableFrom)
      throw new Refusal('release.notYet', { vanaf: formatTime(availableFrom) });
    return found;
  }

  /**
   * The bytes of `range` (null: all), each MiB checked before any byte of it leaves. Refused: release.damaged when the first
   * is not what was published; where a later one is not, the bytes end in an error, so that nobody takes them for all of it.
   * Either way the log says so and the operator hears, once.
   */
  async open(offered: OfferedFile, range: ByteRange | null): Promise<AsyncIterable<Uint8Array>> {
    const bytes = this.watched(offered, openVerified(this.objects, offered.object, range ?? undefined));
    const first = await bytes.next();
    return (async function* () {
      if (first.done !== true) yield first.value;
      yield* bytes;
    })();
  }

  private async *watched(
    offered: OfferedFile,
    bytes: AsyncGenerator<Uint8Array, void, undefined>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* bytes;
    } catch (error) {
      if (!(error instanceof ObjectDamaged || error instanceof ObjectMissing)) throw error;
      await this.alarm(offered);
      throw new Refusal('release.damaged');
    }
  }

  private async alarm({ release: { id: releaseId }, file: { index, sha256 } }: OfferedFile): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await markDamaged(tx, sha256))) return;
      const details = { releaseId, file: index };
      const object = { id: sha256, electionId: null };
      await append(
        tx,
        objectDamaged({ object, actor: SYSTEM, code: 'release.damaged', details }),
        this.clock.now(),
      );
      await add(tx, 'release.damaged', { releaseId, sha256: sha256 satisfies Sha256 });
    });
  }
}
