import { crc32, inflateRawSync } from 'node:zlib';
import { readExactly, type ByteSource } from '../source.js';
import type { ZipEntry } from './read-zip.js';

/** Files up to this size, packed and inflated, are looked at: inflating them a second time takes milliseconds. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Are there bits set that deflate passes over (RFC 1951): after the last one of a file, or after the header of stored
 * blocks at its start? Nobody reads them, so they change nothing; but a program leaves them 0, and somebody set them.
 * False for a file that is not deflated, too large to look at, or damaged (which is found elsewhere).
 */
export function hasLoosePadding(source: ByteSource, entry: ZipEntry): boolean {
  if (entry.method !== 'deflated' || entry.size > MOST_BYTES || entry.compressedSize > MOST_BYTES)
    return false;
  const packed = readExactly(source, entry.dataOffset, entry.compressedSize);
  return packed !== null && (afterStoredHeader(packed) || atEnd(packed, entry));
}

function afterStoredHeader(packed: Buffer): boolean {
  const isStored = (byte: number): boolean => (byte & 0x06) === 0;
  for (let at = 0; at + 5 <= packed.length && isStored(packed[at]!); at += 5 + packed.readUInt16LE(at + 1)) {
    if ((packed[at]! & 0xf8) !== 0) return true;
    if ((packed[at]! & 0x01) !== 0) return false;
  }
  return false;
}

/** The highest bit set in the last byte is the data's own when the file is another without it. */
function atEnd(packed: Buffer, { size, crc32: sum }: ZipEntry): boolean {
  const last = packed.at(-1) ?? 0;
  if (last === 0) return false;
  packed[packed.length - 1] = last & ~(1 << (31 - Math.clz32(last)));
  try {
    const data = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    return data.length === size && crc32(data) === sum;
  } catch {
    return false;
  }
}
