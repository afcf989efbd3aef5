import { createHash, webcrypto, type Hash } from 'node:crypto';

/** Bytes per chunk: a Range is checked and read in these. */
export const CHUNK_BYTES = 1024 * 1024;
const DIGEST_BYTES = 32;

/** SHA-256 of each chunk of 1 MiB, one behind the other; the last chunk may be shorter. */
export type ChunkDigests = Buffer;

/** Makes chunk digests of what passes by. */
export class ChunkHasher {
  private readonly digests: Buffer[] = [];
  private hash: Hash = createHash('sha256');
  private filled = 0;

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + CHUNK_BYTES - this.filled);
      this.hash.update(part);
      at += part.length;
      this.filled += part.length;
      if (this.filled === CHUNK_BYTES) this.close();
    }
  }

  /** The digests of everything that passed. */
  end(): ChunkDigests {
    if (this.filled > 0) this.close();
    return Buffer.concat(this.digests);
  }

  private close(): void {
    this.digests.push(this.hash.digest());
    this.hash = createHash('sha256');
    this.filled = 0;
  }
}

/** Is `bytes` the chunk with this number (from 0)? Hashed beside the event loop. */
export async function isChunk(
  digests: ChunkDigests,
  number: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const wanted = digests.subarray(number * DIGEST_BYTES, (number + 1) * DIGEST_BYTES);
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).equals(wanted);
}
