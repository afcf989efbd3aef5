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

/** A file as it came: the name its sender gave it, and its bytes. */
export interface NamedSource {
  readonly name: string;
  readonly source: ByteSource;
}

/** What is judged: a package (ZIP), or a bare `.eml.xml` with its `.signature`, as API clients send. */
export type Delivery =
  | { readonly kind: 'package'; readonly name: string; readonly source: ByteSource }
  | { readonly kind: 'pair'; readonly eml: NamedSource; readonly signature: NamedSource | null };

/** Reads exactly `length` bytes; null when the source ends sooner. */
export function readExactly(source: ByteSource, position: number, length: number): Buffer | null {
  if (position < 0 || position + length > source.size) return null;
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const count = source.read(position + filled, bytes.subarray(filled));
    if (count <= 0) return null;
    filled += count;
  }
  return bytes;
}

/** A part of a source as a source of its own: reads never leave the window. */
export function windowOf(source: ByteSource, offset: number, size: number): ByteSource {
  return {
    size,
    read(position, into) {
      if (position < 0 || position >= size) return 0;
      return source.read(offset + position, into.subarray(0, Math.min(into.length, size - position)));
    },
  };
}
