import type { Readable } from 'node:stream';

/** Longest line of a batch, in bytes. A request with a hundred certificates by name takes 10 kB. */
const MAX_LINE = 1024 * 1024;
const LINE_FEED = 10;

/**
 * The lines of a stream, as UTF-8 without their ends or a byte order mark; null for one that is too long, of which
 * nothing is kept. The last line needs no end.
 */
export async function* linesOf(
  input: Readable,
  most = MAX_LINE,
): AsyncGenerator<string | null, void, undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): string | null => {
    const line = size > most ? null : Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
    parts = [];
    size = 0;
    return line;
  };
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size > most) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  let first = true;
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = first && chunk.subarray(0, 3).equals(Buffer.from('\ufeff')) ? 3 : 0;
    first = false;
    for (let end = chunk.indexOf(LINE_FEED, start); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield take();
}
