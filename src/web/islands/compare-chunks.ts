/** A published file, by what it is recognised. */
export interface ListedFile {
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string;
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly chunkBytes: number;
  /** SHA-256 of each chunk in hex, front to back. */
  readonly chunks: readonly string[];
}

/** What a file turned out to be. `from`: the first byte of the first chunk that differs, or null when its size does. */
export type Outcome =
  | { readonly kind: 'genuine' | 'withdrawn'; readonly file: ListedFile }
  | { readonly kind: 'changed'; readonly file: ListedFile; readonly from: number | null }
  | { readonly kind: 'unknown' };

/** Bytes under a name, as the browser hands a chosen file. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): Pick<Blob, 'arrayBuffer' | 'stream'>;
}

/** SHA-256 in hex; the browser does several at once. */
export type Digest = (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>) => Promise<string>;

/** So many chunks are read in one go, and so many lanes do that side by side: what is in memory is the product. */
const BATCH = 8;
const LANES = 4;

/** What is being read: a browser clears away a stream that nothing but its own answer points to, and then none comes. */
const reading = new Set<ReadableStreamBYOBReader>();

/**
 * Which of the listed files this is. Candidates have its size, and its name or its first chunk; every chunk of the file is
 * compared, all of them as long as one candidate holds. No bytes go anywhere but into `digest`. `told` hears how many bytes
 * were compared. Stops with what `signal` says; throws when the file cannot be read.
 */
export async function compareChunks(
  chosen: ChosenFile,
  list: readonly ListedFile[],
  { digest, told, signal }: { digest: Digest; told: (bytes: number) => void; signal: AbortSignal },
): Promise<Outcome> {
  const first = await firstChunk(chosen, list, digest);
  const begins = list.filter((file) => first !== null && file.chunks[0] === first);
  const named = list.filter(({ name }) => name === chosen.name);
  const related = [...new Set([...named, ...begins])];
  const candidates = related.filter(({ size }) => size === chosen.size);
  if (candidates.length === 0) {
    const [file] = related;
    return file === undefined ? { kind: 'unknown' } : { kind: 'changed', file, from: null };
  }
  const differs = await firstDifferences(chosen, candidates, { digest, told, signal });
  const same = candidates.filter((file) => differs.get(file) === undefined);
  // of two releases with the same bytes one that was withdrawn counts
  const found = same.find(({ withdrawn }) => withdrawn !== null) ?? same[0];
  if (found !== undefined) return { kind: found.withdrawn === null ? 'genuine' : 'withdrawn', file: found };
  const nearest = candidates.reduce((a, b) => (differs.get(b)! > differs.get(a)! ? b : a));
  return { kind: 'changed', file: nearest, from: differs.get(nearest)! * nearest.chunkBytes };
}

async function firstChunk(
  chosen: ChosenFile,
  list: readonly ListedFile[],
  digest: Digest,
): Promise<string | null> {
  const [listed] = list;
  if (listed === undefined || chosen.size === 0) return null;
  return await digest(await chosen.slice(0, Math.min(listed.chunkBytes, chosen.size)).arrayBuffer());
}

/** Per candidate the number of its first chunk that differs; absent when none does. */
async function firstDifferences(
  chosen: ChosenFile,
  candidates: readonly ListedFile[],
  { digest, told, signal }: { digest: Digest; told: (bytes: number) => void; signal: AbortSignal },
): Promise<ReadonlyMap<ListedFile, number>> {
  const differs = new Map<ListedFile, number>();
  const { chunkBytes } = candidates[0]!;
  const stride = BATCH * chunkBytes;
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    let room = new ArrayBuffer(stride);
    while (next < chosen.size && differs.size < candidates.length) {
      signal.throwIfAborted();
      const start = next;
      next += stride;
      const length = Math.min(stride, chosen.size - start);
      const bytes = await readInto(room, chosen.slice(start, start + length), length);
      room = bytes.buffer;
      const digests = await Promise.all(
        Array.from({ length: Math.ceil(length / chunkBytes) }, (_, i) =>
          digest(bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes)),
        ),
      );
      digests.forEach((found, i) => {
        const at = start / chunkBytes + i;
        for (const file of candidates)
          if (file.chunks[at] !== found) differs.set(file, Math.min(at, differs.get(file) ?? at));
      });
      done += length;
      told(done);
    }
  };
  // batches are taken front to back and each that was taken is finished: none before the first difference is missed
  await Promise.all(Array.from({ length: LANES }, lane));
  return differs;
}

/**
 * The `length` bytes of a part, in `room` (which is gone after that: its memory is that of the answer). Nothing is left for
 * the browser to clear away: with a buffer a read, 1 GB took half a gigabyte of memory. A browser that cannot read so gives
 * a buffer of its own. Throws when the part ends too soon.
 */
async function readInto(
  room: ArrayBuffer,
  part: Pick<Blob, 'arrayBuffer' | 'stream'>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = readerOf(part);
  if (reader === null) return new Uint8Array(await part.arrayBuffer());
  reading.add(reader);
  try {
    let buffer = room;
    for (let at = 0; at < length;) {
      const { value, done } = await reader.read(new Uint8Array(buffer, at, length - at));
      if (done || value === undefined) throw new Error('the file became shorter while it was read');
      buffer = value.buffer;
      at += value.byteLength;
    }
    return new Uint8Array(buffer, 0, length);
  } finally {
    reading.delete(reader);
  }
}

function readerOf(part: Pick<Blob, 'stream'>): ReadableStreamBYOBReader | null {
  try {
    return part.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}
