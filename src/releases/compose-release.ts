import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { doom } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Database, isUniqueViolation, type Tx } from '../platform/postgres/database.js';
import { releaseChanged, releaseDrafted, releaseFileRemoved } from './events.js';
import { RELEASE_LIMITS, readReleaseFileName } from './release-file.js';
import { addFile, dropParts, type AnnouncedFile } from './release-file.store.js';
import { releaseDigest, releaseName, reopen } from './release.js';
import type { DraftRelease, Release, ReleaseAbout } from './release.js';
import { addRelease, findRelease, holdRelease, removeFile, saveAbout, saveState } from './release.store.js';

/**
 * Puts a draft together. Whatever changes of it, nobody approved what it is then. Only for the operator: the edge sees to
 * it. Refused: request.notFound, and release.fixed once it is published.
 */
@Injectable()
export class ComposeRelease {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly objects: Objects,
  ) {}

  /** Refused: release.sameVersion. */
  async make(about: ReleaseAbout, actor: PersonActor): Promise<Release> {
    const at = this.clock.now();
    return await once(about, () =>
      act(this.db, actor, async (tx) => {
        const release = await addRelease(tx, about, { at, by: actor.personId });
        await append(
          tx,
          releaseDrafted({ object: release, actor, details: { release: releaseName(release) } }),
          at,
        );
        return release;
      }),
    );
  }

  /** Says something else of it. Refused too: release.sameVersion. */
  async change(id: string, about: ReleaseAbout, actor: PersonActor): Promise<Release> {
    return await once(about, () =>
      this.reopened(id, actor, async (tx) => {
        await saveAbout(tx, id, about);
      }),
    );
  }

  /**
   * Says which file is to come; gives its index. Refused too: release.badName, release.nameTaken, release.tooManyFiles,
   * and upload.noSpace: while it is put together a file stands there twice.
   */
  async announce(id: string, file: AnnouncedFile, actor: PersonActor): Promise<number> {
    const name = readReleaseFileName(file.name);
    const room = await this.objects.room();
    if (room !== null && room < 2 * file.size + RELEASE_LIMITS.spareBytes)
      throw new Refusal('upload.noSpace');
    let index = 0;
    try {
      await this.reopened(id, actor, async (tx, draft) => {
        if (draft.files.length + draft.coming.length >= RELEASE_LIMITS.files)
          throw new Refusal('release.tooManyFiles', { grens: RELEASE_LIMITS.files });
        index = await addFile(tx, id, { ...file, name });
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new Refusal('release.nameTaken') : error;
    }
    return index;
  }

  /** Takes a file from it, whole or not. Who is sending it is told that it is not to come any more. */
  async remove(id: string, index: number, actor: PersonActor): Promise<Release> {
    return await this.reopened(id, actor, async (tx, draft) => {
      const file = [...draft.files, ...draft.coming].find((each) => each.index === index);
      if (file === undefined) throw new Refusal('request.notFound');
      const at = this.clock.now();
      await doom(tx, await removeFile(tx, id, index, at));
      await dropParts(tx, id, index);
      const details = { release: releaseName(draft), fileName: file.name };
      await append(tx, releaseFileRemoved({ object: draft, actor, details }), at);
    });
  }

  private async reopened(
    id: string,
    actor: PersonActor,
    work: (tx: Tx, draft: DraftRelease) => Promise<void>,
  ): Promise<Release> {
    return await act(this.db, actor, async (tx) => {
      const before = await holdRelease(tx, id);
      if (before === null) throw new Refusal('request.notFound');
      const draft = reopen(before);
      const at = this.clock.now();
      await saveState(tx, draft, at);
      await work(tx, draft);
      const after = (await findRelease(tx, id))!;
      const details = { release: releaseName(after), from: before.state, digest: releaseDigest(after) };
      await append(tx, releaseChanged({ object: after, actor, details }), at);
      return after;
    });
  }
}

async function once<T>({ product, version, platform }: ReleaseAbout, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Refusal('release.sameVersion', { product, versie: version, platform });
  }
}
