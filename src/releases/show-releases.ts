import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { hasWords } from '../kernel/find-words.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { manifestOf, type ReleasesJson } from './manifest.js';
import { isPublic, type PublicRelease, type Release } from './release.js';
import { findRelease, listReleases } from './release.store.js';

/** Releases as whoever asks may see them: the operator all, everybody else what was ever published. */
@Injectable()
export class ShowReleases {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Those that have every word of `search`: what is not published yet first, then the newest. */
  async all(actor: Actor, search = ''): Promise<readonly Release[]> {
    return isOperator(actor) ? await this.found(search) : await this.published(search);
  }

  /** Those of them that were ever published. */
  async published(search = ''): Promise<readonly PublicRelease[]> {
    return (await this.found(search)).filter(isPublic);
  }

  private async found(search: string): Promise<readonly Release[]> {
    return (await listReleases(this.db.read)).filter((release) => hasWords(searched(release), search));
  }

  /** Refused: request.notFound, also for what the asker may not see. */
  async one(id: string, actor: Actor): Promise<Release> {
    const release = await findRelease(this.db.read, id);
    if (release === null || !(isPublic(release) || isOperator(actor))) throw new Refusal('request.notFound');
    return release;
  }

  /** A release that was ever published, whoever asks. Refused: request.notFound. */
  async publicOne(id: string): Promise<PublicRelease> {
    const release = await findRelease(this.db.read, id);
    if (release === null || !isPublic(release)) throw new Refusal('request.notFound');
    return release;
  }

  async manifest(): Promise<ReleasesJson> {
    const releases = await this.published();
    return { v: 1, at: this.clock.now().toISOString(), releases: releases.map(manifestOf) };
  }
}

function isOperator(actor: Actor): boolean {
  return actor.kind === 'person' && actor.hat.role === 'operator';
}

function searched({ about, files }: Release): string {
  const { product, version, platform, notes, elections } = about;
  const said = files.flatMap(({ name, sha256 }) => [name, sha256]);
  return [product, version, platform, notes, ...elections, ...said].join(' ');
}
