import type { TransformOptions } from 'node:stream';
import { crc32, createInflateRaw, type InflateRaw, type ZlibOptions } from 'node:zlib';
import { readExactly, type ByteSource } from '../source.js';
import { refusing, ZipDamage } from './fault.js';
import type { ZipEntry } from './read-zip.js';

const READ_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;
/** Chunks that zlib may inflate ahead on its own thread while the reader works on an earlier one. */
const CHUNKS_AHEAD = 3;

/**
 * The bytes of a file in a ZIP, in chunks of at most 256 KiB. Inflating runs on a thread of its own, a few chunks ahead.
 * Throws ZipDamage as soon as they exceed the size declared, and at the end when they are fewer, when the CRC differs,
 * when deflate is damaged or ends early, or when compressed bytes are left over. A chunk is valid until the next one.
 */
export async function* entryBytes(
  source: ByteSource,
  entry: ZipEntry,
): AsyncGenerator<Buffer, void, undefined> {
  const chunks = entry.method === 'stored' ? storedChunks(source, entry) : inflatedChunks(source, entry);
  let produced = 0;
  let crc = 0;
  for await (const chunk of chunks) {
    produced += chunk.length;
    if (produced > entry.size) throw damage(entry, 'Uitgepakt is het bestand groter dan de ZIP zegt.');
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (produced < entry.size) throw damage(entry, 'Uitgepakt is het bestand kleiner dan de ZIP zegt.');
  if (crc !== entry.crc32)
    throw damage(entry, 'Het controlegetal (CRC) klopt niet: het bestand is beschadigd.');
}

function damage(entry: ZipEntry, detail: string): ZipDamage {
  return new ZipDamage(refusing('container.sound', detail, entry.shown));
}

function* storedChunks(source: ByteSource, entry: ZipEntry): Generator<Buffer, void, undefined> {
  for (let at = 0; at < entry.compressedSize; at += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, entry.compressedSize - at);
    const chunk = readExactly(source, entry.dataOffset + at, length);
    if (chunk === null) throw damage(entry, 'Het bestand is afgebroken.');
    yield chunk;
  }
}

async function* inflatedChunks(source: ByteSource, entry: ZipEntry): AsyncGenerator<Buffer, void, undefined> {
  const options: ZlibOptions & TransformOptions = {
    chunkSize: CHUNK_BYTES,
    readableObjectMode: true,
    readableHighWaterMark: CHUNKS_AHEAD,
  };
  const inflate = createInflateRaw(options);
  feed(inflate, source, entry);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (error) {
    if (isDeflateError(error)) throw damage(entry, 'De ingepakte gegevens zijn beschadigd of afgebroken.');
    throw error;
  } finally {
    inflate.destroy();
  }
  if (inflate.bytesWritten !== entry.compressedSize) {
    throw damage(entry, 'Na het einde van de ingepakte gegevens staan nog bytes.');
  }
}

/** zlib's own verdict on the bytes, as against a fault in reading them. */
function isDeflateError(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('Z_');
}

/** Hands the compressed bytes over in windows, one in flight, so that memory stays bounded whatever the size. */
function feed(inflate: InflateRaw, source: ByteSource, entry: ZipEntry): void {
  let at = 0;
  const next = (failed?: Error | null): void => {
    if (failed) return;
    const length = Math.min(READ_BYTES, entry.compressedSize - at);
    if (length === 0) return void inflate.end();
    try {
      const bytes = readExactly(source, entry.dataOffset + at, length);
      if (bytes === null) throw damage(entry, 'Het bestand is afgebroken.');
      at += length;
      inflate.write(bytes, next);
    } catch (error) {
      inflate.destroy(error as Error);
    }
  };
  next();
}

/** The first `length` bytes of a file, or fewer: only to recognise it by. Empty when they cannot be inflated. */
export async function entryHead(source: ByteSource, entry: ZipEntry, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let have = 0;
  try {
    for await (const chunk of entryBytes(source, entry)) {
      parts.push(Buffer.from(chunk.subarray(0, length - have)));
      have += parts.at(-1)!.length;
      if (have >= length) break;
    }
  } catch (error) {
    if (!(error instanceof ZipDamage)) throw error;
  }
  return Buffer.concat(parts);
}
