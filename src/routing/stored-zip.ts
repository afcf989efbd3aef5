import { crc32 } from 'node:zlib';

/** A file that goes into a ZIP as it is. `open` is called when its turn comes. */
export interface StoredFile {
  /** Relative, with `/` between folders. */
  readonly path: string;
  readonly size: number;
  /** CRC-32 of its bytes, known before they are read: no reader has to look behind them for it. */
  readonly crc: number;
  open(): AsyncIterable<Uint8Array>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const EXTRA64 = 0x0001;
/** What stands where a number does not fit (APPNOTE 6.3.10 §4.4.1.4). */
const ELSEWHERE = 0xffffffff;
const MANY = 0xffff;
/** Flag: the name is UTF-8. */
const UTF8_NAME = 0x0800;
const REGULAR_FILE = 0o100644;
const MADE_ON_UNIX = 3 << 8;

/**
 * A ZIP of files that are not compressed once more, with `texts` in front (APPNOTE 6.3.10, ZIP64 where something is too large
 * without). Nothing is held but what passes. Says the size of the whole beforehand. `at` is the time that all entries carry, in
 * the server's own time zone. A file that turns out longer or shorter than it said breaks the ZIP off with an error.
 */
export function writeStoredZip(
  texts: readonly { readonly name: string; readonly content: string }[],
  files: readonly StoredFile[],
  at: Date,
): { readonly size: number; readonly bytes: AsyncIterable<Uint8Array> } {
  const entries = placed([...texts.map(asFile), ...files]);
  const start = entries.reduce((end, entry) => end + localBytes(entry), 0);
  const central = Buffer.concat(entries.map((entry) => centralHeader(entry, at)));
  const tail = Buffer.concat([central, endOf(entries.length, central.length, start)]);
  return { size: start + tail.length, bytes: write(entries, tail, at) };
}

interface Placed {
  readonly file: StoredFile;
  readonly name: Buffer;
  readonly offset: number;
}

function asFile({ name, content }: { readonly name: string; readonly content: string }): StoredFile {
  const bytes = Buffer.from(content);
  return {
    path: name,
    size: bytes.length,
    crc: crc32(bytes),
    open: async function* () {
      yield bytes;
    },
  };
}

function placed(files: readonly StoredFile[]): readonly Placed[] {
  let offset = 0;
  return files.map((file) => {
    const entry = { file, name: Buffer.from(file.path), offset };
    offset += localBytes(entry);
    return entry;
  });
}

async function* write(
  entries: readonly Placed[],
  tail: Buffer,
  at: Date,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const entry of entries) {
    const { file } = entry;
    yield localHeader(entry, at);
    let left = file.size;
    for await (const chunk of file.open()) {
      left -= chunk.length;
      if (left < 0) break;
      yield chunk;
    }
    if (left !== 0) throw new Error(`${file.path} is not as long as it was said to be`);
  }
  yield tail;
}

/** Of a file with its header. */
function localBytes({ file, name }: Pick<Placed, 'file' | 'name'>): number {
  return 30 + name.length + extra64(file).length + file.size;
}

/** The sizes again, in eight bytes each, where one of them does not fit in four. */
function extra64({ size }: StoredFile, offset?: number): Buffer {
  const numbers = [
    ...(size >= ELSEWHERE ? [size, size] : []),
    ...(offset !== undefined && offset >= ELSEWHERE ? [offset] : []),
  ];
  if (numbers.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + 8 * numbers.length);
  extra.writeUInt16LE(EXTRA64, 0);
  extra.writeUInt16LE(8 * numbers.length, 2);
  numbers.forEach((number, i) => extra.writeBigUInt64LE(BigInt(number), 4 + 8 * i));
  return extra;
}

/** What both headers of a file have, from the version needed to the length of its extra field. */
function common({ file, name }: Placed, extra: Buffer, at: Date): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(versionNeeded(extra.length > 0), 0);
  fields.writeUInt16LE(UTF8_NAME, 2);
  fields.writeUInt32LE(dosTime(at), 6);
  fields.writeUInt32LE(file.crc, 10);
  fields.writeUInt32LE(Math.min(file.size, ELSEWHERE), 14);
  fields.writeUInt32LE(Math.min(file.size, ELSEWHERE), 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(extra.length, 24);
  return fields;
}

const versionNeeded = (zip64: boolean): number => (zip64 ? 45 : 20);

function localHeader(entry: Placed, at: Date): Buffer {
  const extra = extra64(entry.file);
  return Buffer.concat([uint32(LOCAL), common(entry, extra, at), entry.name, extra]);
}

function centralHeader(entry: Placed, at: Date): Buffer {
  const { file, name, offset } = entry;
  const extra = extra64(file, offset);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(REGULAR_FILE * 0x10000, 6);
  rest.writeUInt32LE(Math.min(offset, ELSEWHERE), 10);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_ON_UNIX + versionNeeded(extra.length > 0), 0);
  return Buffer.concat([uint32(CENTRAL), madeBy, common(entry, extra, at), rest, name, extra]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(Math.min(count, MANY), 8);
  end.writeUInt16LE(Math.min(count, MANY), 10);
  end.writeUInt32LE(Math.min(size, ELSEWHERE), 12);
  end.writeUInt32LE(Math.min(offset, ELSEWHERE), 16);
  if (count < MANY && size < ELSEWHERE && offset < ELSEWHERE) return end;
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(END64, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(MADE_ON_UNIX + versionNeeded(true), 12);
  end64.writeUInt16LE(versionNeeded(true), 14);
  for (const at of [24, 32]) end64.writeBigUInt64LE(BigInt(count), at);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  end64.writeUInt32LE(LOCATOR64, 56);
  end64.writeBigUInt64LE(BigInt(offset + size), 64);
  end64.writeUInt32LE(1, 72);
  return Buffer.concat([end64, end]);
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/** Date and time as MS-DOS wrote them, in steps of two seconds, from 1980. */
function dosTime(at: Date): number {
  const date = ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return ((date << 16) | (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)) >>> 0;
}
