import type { Sha256 } from '../kernel/fingerprint.js';
import { CHUNK_BYTES, type ChunkDigests } from '../platform/objects/chunk-digests.js';
import type { Assurance, Hosting, PublicRelease, ReleaseFile } from './release.js';

/** A file as `releases.json` tells of it. Addresses are paths on this site. */
export interface ManifestFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: string;
  /** Bytes per chunk: 1 MiB. */
  readonly chunkBytes: number;
  /** Where the file itself is; 410 once the release is withdrawn. */
  readonly address: string;
  /** Where its {@link FileChunks} are; they stay when the release is withdrawn. */
  readonly chunksAddress: string;
}

/** A release as `releases.json` tells of it; moments are ISO 8601 in UTC. */
export interface ManifestRelease {
  readonly id: string;
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  readonly elections: readonly string[];
  readonly hosting: Hosting;
  readonly notes: string;
  readonly assurance: Assurance;
  readonly source: string | null;
  readonly build: string | null;
  readonly publishedAt: string;
  readonly availableFrom: string;
  readonly state: 'published' | 'withdrawn';
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
  /** What two persons of the Kiesraad approved ({@link releaseDigest}). */
  readonly digest: Sha256;
  readonly page: string;
  readonly files: readonly ManifestFile[];
}

/** `releases.json`: every release that was ever published, the newest first. */
export interface ReleasesJson {
  readonly v: 1;
  /** When it was made. */
  readonly at: string;
  readonly releases: readonly ManifestRelease[];
}

/** The chunks of one file: what a browser checks it by, in parallel. */
export interface FileChunks extends Pick<ManifestFile, 'name' | 'size' | 'sha256' | 'sha512' | 'chunkBytes'> {
  readonly v: 1;
  /** SHA-256 of each chunk in hex, front to back; the last chunk may be shorter. */
  readonly chunks: readonly string[];
}

/** The page of a release, and what stands below it. */
export const pageOf = (id: string) => `/programmatuur/${id}`;
export const fileAddress = (id: string, index: number) => `${pageOf(id)}/bestanden/${index}`;
export const chunksAddress = (id: string, index: number) => `${fileAddress(id, index)}/stukken.json`;

/** A public release as the manifest tells of it. `digest` is what was approved. */
export function manifestOf(release: PublicRelease): ManifestRelease {
  const { id, about, files, published, approvals } = release;
  const { assurance, availableFrom } = about;
  if (assurance === null) throw new Error(`release ${id} was published without a test outcome`);
  return {
    id,
    ...about,
    assurance,
    availableFrom: availableFrom.toISOString(),
    publishedAt: published.at.toISOString(),
    state: release.state,
    withdrawn:
      release.state === 'withdrawn'
        ? { at: release.withdrawn.at.toISOString(), reason: release.reason }
        : null,
    digest: approvals[0].digest,
    page: pageOf(id),
    files: files.map(({ index, ...file }) => ({
      ...file,
      chunkBytes: CHUNK_BYTES,
      address: fileAddress(id, index),
      chunksAddress: chunksAddress(id, index),
    })),
  };
}

/** The chunks of a file, as they were made when it came in. */
export function chunksOf({ name, size, sha256, sha512 }: ReleaseFile, digests: ChunkDigests): FileChunks {
  const chunks = digests.toString('hex').match(/.{64}/g) ?? [];
  return { v: 1, name, size, sha256, sha512, chunkBytes: CHUNK_BYTES, chunks };
}

/** `SHA256SUMS` as `sha256sum --check` reads it: digest, two spaces, name; a line per file. */
export function sha256Sums(files: readonly ReleaseFile[]): string {
  return files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
}
