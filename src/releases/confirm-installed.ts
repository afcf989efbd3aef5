import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type Actor, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { COMMITTEE_LEVELS, committeeKey } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { add } from '../platform/jobs/outbox.js';
import { Database } from '../platform/postgres/database.js';
import { releaseDiffers, releaseInstalled } from './events.js';
import { addInstalled, listInstalled, type Installed } from './installed.store.js';
import { isPublic, releaseName, type Release } from './release.js';
import { findRelease } from './release.store.js';

/** Outbox topic: a body saw another fingerprint than that of any file of the release. */
const DIFFERS = 'release.differs';

/** Whether this is somebody whose body may say that it installed this release: none is asked to. */
export function mayInstall(actor: Actor, release: Release): boolean {
  const isCommittee =
    actor.kind === 'person' && COMMITTEE_LEVELS.some((level) => level === actor.hat.body.level);
  return isCommittee && isPublic(release) && release.about.hosting === 'own';
}

/**
 * A body says, of its own accord, which release it installed and which fingerprint it saw. Another one than those of the
 * release is no refusal: it is what the Kiesraad must know, and the body hears at once what to do.
 */
@Injectable()
export class ConfirmInstalled {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Refused: request.notFound, release.hostedCentrally. */
  async run(id: string, seen: Sha256, actor: PersonActor): Promise<Installed> {
    const { electionId, body } = segmentOf(actor);
    const at = this.clock.now();
    return await act(this.db, actor, async (tx) => {
      const release = await findRelease(tx, id);
      if (release === null || !isPublic(release)) throw new Refusal('request.notFound');
      if (!mayInstall(actor, release)) throw new Refusal('release.hostedCentrally');
      const index = release.files.find(({ sha256 }) => sha256 === seen)?.index ?? null;
      const installed = { electionId, body, seen, index, at };
      await addInstalled(tx, id, installed, actor.personId);
      const event = index === null ? releaseDiffers : releaseInstalled;
      await append(
        tx,
        event({ object: release, actor, details: { release: releaseName(release), seen } }),
        at,
      );
      if (index === null) {
        const cause = `${id}:${electionId}:${committeeKey(body)}:${seen}`;
        const { level, code } = body;
        await add(tx, DIFFERS, {
          cause,
          release: releaseName(release),
          releaseId: id,
          electionId,
          level,
          code,
        });
      }
      return installed;
    });
  }

  /** What was said of a release, the newest first: to the operator of all bodies, to a body its own. */
  async list(id: string, actor: PersonActor): Promise<readonly Installed[]> {
    const of = actor.hat.role === 'operator' ? undefined : segmentOf(actor);
    return await listInstalled(this.db.read, id, of);
  }
}
