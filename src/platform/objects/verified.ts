import { createHash } from 'node:crypto';
import type { Sha256 } from '../../kernel/fingerprint.js';
import { CHUNK_BYTES, isChunk, type ChunkDigests } from './chunk-digests.js';
import { ObjectDamaged, ObjectMissing } from './objects.js';
import type { ByteRange, Objects } from './objects.js';

/** An object as the database knows it. Without `chunks` (kept by an earlier release, not scrubbed yet) it is read whole. */
export interface KnownObject {
  readonly id: Sha256;
  readonly size: number;
  readonly chunks: ChunkDigests | null;
}

/**
 * The bytes of `range` (both ends included; absent: all), each chunk checked before any byte of it is handed out. Throws
 * {@link ObjectDamaged} at the first chunk that is not what was received, also when the object ends too soon, and
 * {@link ObjectMissing}. Only the chunks that the range touches are read, one ahead: it is checked while who asked is busy with
 * the one before it.
 */
export async function* openVerified(
  objects: Objects,
  object: KnownObject,
  range: ByteRange = { start: 0, end: object.size - 1 },
): AsyncGenerator<Uint8Array, void, undefined> {
  const checked = checkedChunks(objects, object, range);
  let ahead = checked.next();
  try {
    for (;;) {
      const chunk = await ahead;
      if (chunk.done === true) return;
      ahead = checked.next();
      // it is awaited on the next turn, or by nobody
      ahead.catch(() => undefined);
      yield chunk.value;
    }
  } finally {
    await checked.return();
  }
}

async function* checkedChunks(
  objects: Objects,
  { id, size, chunks }: KnownObject,
  range: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (chunks === null && !(await isIntact(objects, id))) throw new ObjectDamaged(id);
  const first = Math.floor(range.start / CHUNK_BYTES);
  const last = Math.floor(range.end / CHUNK_BYTES);
  const from = first * CHUNK_BYTES;
  const to = Math.min(size, (last + 1) * CHUNK_BYTES) - 1;
  let number = first;
  for await (const chunk of inChunks(readObject(objects, id, { start: from, end: to }))) {
    if (chunks !== null && !(await isChunk(chunks, number, chunk))) throw new ObjectDamaged(id);
    const at = number * CHUNK_BYTES;
    yield chunk.subarray(Math.max(0, range.start - at), range.end + 1 - at);
    number += 1;
  }
  if (number !== last + 1) throw new ObjectDamaged(id);
}

/** The same bytes in pieces of exactly 1 MiB; only the last is shorter. */
async function* inChunks(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer<ArrayBuffer>, void, undefined> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    const all = Buffer.concat(held, length);
    let at = 0;
    for (; length - at >= CHUNK_BYTES; at += CHUNK_BYTES) yield all.subarray(at, at + CHUNK_BYTES);
    held = at === length ? [] : [all.subarray(at)];
    length -= at;
  }
  if (length > 0) yield Buffer.concat(held, length);
}

/** The bytes as they stand, unchecked: for who hashes them. Throws {@link ObjectMissing} when they are asked for. */
export async function* readObject(
  objects: Objects,
  id: Sha256,
  range?: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* (await objects.open(id, range)) as AsyncIterable<Uint8Array>;
}

/** Reads the whole object and hashes it. False when it is damaged or gone; throws when the store does not answer. */
export async function isIntact(objects: Objects, id: Sha256): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of readObject(objects, id)) hash.update(chunk);
  } catch (error) {
    if (error instanceof ObjectMissing) return false;
    throw error;
  }
  return hash.digest('hex') === id;
}
