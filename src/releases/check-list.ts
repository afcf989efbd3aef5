import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/canonical-json.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { ChunkDigests } from '../platform/objects/chunk-digests.js';
import { chunksOf, manifestOf } from './manifest.js';
import type { PublicRelease, ReleaseFile } from './release.js';

/** What the list says that it is; its signature covers that. */
export const CHECK_LIST = 'controlelijst';

/**
 * Every file that was ever published, with its chunks, as JSON in its one form (RFC 8785): what a browser or anybody else
 * checks a file by. `gemaakt` is the last publication or withdrawal, so that the same releases give the same bytes.
 */
export function writeCheckList(
  releases: readonly PublicRelease[],
  digestsOf: (file: ReleaseFile) => ChunkDigests,
): Buffer {
  const moments = releases.flatMap((release) =>
    release.state === 'withdrawn' ? [release.published.at, release.withdrawn.at] : [release.published.at],
  );
  const files = releases.flatMap((release) => {
    const { product, version, platform, publishedAt, withdrawn } = manifestOf(release);
    return release.files.map((file) => {
      const { name, size, sha256: digest, chunkBytes, chunks } = chunksOf(file, digestsOf(file));
      const of = { product, version, platform, publishedAt, withdrawn };
      return { ...of, name, size, sha256: digest, chunkBytes, chunks };
    });
  });
  const newest = moments.length === 0 ? null : new Date(Math.max(...moments.map((at) => at.getTime())));
  return Buffer.from(
    canonicalJson({
      ...{ soort: CHECK_LIST, opmaak: 1, gemaakt: newest?.toISOString() ?? null },
      bestanden: files,
    }),
  );
}

/** SHA-256 over a list, by which its signature is found. */
export function digestOf(list: Uint8Array): Sha256 {
  return sha256(createHash('sha256').update(list).digest('hex'));
}
