/** Longest end record: its 22 bytes and a comment. */
const END_MOST = 22 + 0xffff;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
/** Headers beyond this many are not read: a package has 32 files at most. */
const MOST = 1000;

/** A file that a ZIP says it holds. */
export interface SizedEntry {
  readonly name: string;
  /** Bytes when unpacked. */
  readonly size: number;
}

/** Gives bytes `start` up to `end` of a file. */
export type ReadSlice = (start: number, end: number) => Promise<Uint8Array>;

/**
 * What a ZIP of `length` bytes says of its files, from its central directory (APPNOTE 6.3.10 §4.3.12): enough to warn
 * somebody before sending. Decides nothing, so it is no strict reader; null when there is no directory to be read.
 */
export async function zipSizes(length: number, read: ReadSlice): Promise<SizedEntry[] | null> {
  const tail = await read(Math.max(0, length - END_MOST), length);
  const view = viewOf(tail);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at -= 1;
  if (at < 0) return null;
  const offset = view.getUint32(at + 16, true);
  const size = view.getUint32(at + 12, true);
  if (offset + size > length) return null;
  return entriesOf(await read(offset, offset + size));
}

function entriesOf(directory: Uint8Array): SizedEntry[] {
  const view = viewOf(directory);
  const names = new TextDecoder();
  const entries: SizedEntry[] = [];
  let at = 0;
  while (entries.length < MOST && at + 46 <= directory.length && view.getUint32(at, true) === CENTRAL) {
    const end = at + 46 + view.getUint16(at + 28, true);
    entries.push({
      name: names.decode(directory.subarray(at + 46, end)),
      size: view.getUint32(at + 24, true),
    });
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
