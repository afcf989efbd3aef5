import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { findSignature } from '../platform/signing/signature.store.js';
import { sha256Sums } from './manifest.js';
import { ShowReleases } from './show-releases.js';

/** `SHA256SUMS` of a release, and the signature under it. */
@Injectable()
export class ShowSums {
  constructor(
    private readonly db: Database,
    private readonly releases: ShowReleases,
  ) {}

  /** Refused: request.notFound. */
  async content(id: string): Promise<string> {
    return sha256Sums((await this.releases.publicOne(id)).files);
  }

  /** Detached CMS, DER. Refused: request.notFound, and release.notSigned while no worker gave it yet. */
  async signature(id: string): Promise<Uint8Array> {
    const digest = createHash('sha256')
      .update(await this.content(id))
      .digest('hex');
    const found = await findSignature(this.db.read, sha256(digest));
    if (found === null) throw new Refusal('release.notSigned');
    return found.cms;
  }
}
