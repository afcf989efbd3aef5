import type { ByteSource } from '../source.js';

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
