import type { ByteRange } from '../platform/http/download-headers.js';

/** Only the bytes of `range` of a stream; what lies before it is read and dropped, what lies after it is not read. */
export async function* slice(
  chunks: AsyncIterable<Uint8Array>,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  for await (const chunk of chunks) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end + 1 - at, chunk.length);
    if (from < to) yield chunk.subarray(from, to);
    at += chunk.length;
    if (at > end) return;
  }
}

/**
 * Passes everything on, but keeps the last chunk back until `finish` is done: who has all bytes may rely on what `finish`
 * recorded, and when it fails nobody gets them all. When the receiver leaves before that, or the bytes end in an error,
 * `left` is told how many bytes it surely took: those after which it came for more.
 */
export async function* holdingLast(
  chunks: AsyncIterable<Uint8Array>,
  finish: () => Promise<void>,
  left: (taken: number) => Promise<void> = async () => undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array | null = null;
  let taken = 0;
  let finished = false;
  try {
    for await (const chunk of chunks) {
      if (held !== null) {
        yield held;
        taken += held.length;
      }
      held = chunk;
    }
    await finish();
    finished = true;
    if (held !== null) yield held;
  } finally {
    if (!finished && taken > 0) await left(taken);
  }
}
