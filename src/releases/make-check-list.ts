import { Injectable } from '@nestjs/common';
import { findObject } from '../platform/objects/object.store.js';
import { Database, lock, type Reader, type Tx } from '../platform/postgres/database.js';
import { askSignature, findSignature, type Signature } from '../platform/signing/signature.store.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { ChunkDigests } from '../platform/objects/chunk-digests.js';
import { CHECK_LIST, digestOf, writeCheckList } from './check-list.js';
import { isPublic } from './release.js';
import { listReleases } from './release.store.js';

/** The list as it is now; `signature` null while it waits for the worker. */
export interface SignedCheckList {
  readonly content: Buffer;
  readonly sha256: Sha256;
  readonly signature: Signature | null;
}

async function contentOf(read: Reader | Tx): Promise<Buffer> {
  const releases = (await listReleases(read)).filter(isPublic);
  const digests = new Map<Sha256, ChunkDigests>();
  for (const { sha256, name } of releases.flatMap(({ files }) => files)) {
    const chunks = (await findObject(read, sha256))?.chunks ?? null;
    if (chunks === null) throw new Error(`the chunks of ${name} are not known`);
    digests.set(sha256, chunks);
  }
  return writeCheckList(releases, ({ sha256 }) => digests.get(sha256)!);
}

/** Asks, in the transaction that publishes or withdraws, for the signature over the list as it becomes. */
export async function askCheckList(tx: Tx): Promise<void> {
  // of two at once the second sees what the first did
  await lock(tx, CHECK_LIST);
  await askSignature(tx, CHECK_LIST, await contentOf(tx));
}

/** The list by which everybody checks what they fetched. */
@Injectable()
export class ShowCheckList {
  constructor(private readonly db: Database) {}

  async run(): Promise<SignedCheckList> {
    const content = await contentOf(this.db.read);
    const sha256 = digestOf(content);
    return { content, sha256, signature: await findSignature(this.db.read, sha256) };
  }
}
