/**
 * Bytes at rest that can be read anywhere: a file on disk, an object, a buffer in a test.
 * `read` fills `into` from `position` and gives how many bytes it wrote: fewer than asked only at the end. It is
 * synchronous, because reading a local file that way is faster than any stream and the verifier runs in a process of
 * its own.
 */
export interface ByteSource {
  readonly size: number;
  read(position: number, into: Uint8Array): number;
}

/** A place to put the inflated inner ZIP, so that it can be read at random without standing in memory. */
export interface Scratch {
  write(chunk: Uint8Array): void;
  /** Ends writing; the bytes written are the source. */
  source(): ByteSource;
  /** Gives the space back. Safe to call twice. */
  dispose(): void;
}

/** A source over bytes already in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(position, into) {
      const part = bytes.subarray(position, Math.min(bytes.length, position + into.length));
      into.set(part);
      return part.length;
    },
  };
}
