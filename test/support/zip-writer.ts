import { crc32, deflateRawSync } from 'node:zlib';

/** One file for {@link writeZip}; what is not given is as a careful program would write it. */
export interface WrittenFile {
  readonly name: string | Buffer;
  readonly data: Uint8Array | string;
  /** Default: deflated. */
  readonly stored?: boolean;
  /** Put the sums after the data, as Java and streaming programs do; the number is the length of the descriptor. */
  readonly descriptor?: 12 | 16;
  /** Compressed bytes to write instead of the real ones. */
  readonly compressed?: Uint8Array;
  readonly extra?: Buffer;
  /** Bytes put before the local header that belong to nothing. */
  readonly gap?: Uint8Array;
  /** Unix mode with file type; default regular 0644. */
  readonly mode?: number;
  /** Spoils the local header (30 bytes + name + extra) before it is written. */
  readonly spoilLocal?: (header: Buffer) => void;
  /** Spoils the central header (46 bytes + name + extra). */
  readonly spoilCentral?: (header: Buffer) => void;
}

/** How {@link writeZip} spoils a ZIP as a whole. */
export interface Spoil {
  readonly prefix?: Uint8Array;
  readonly suffix?: Uint8Array;
  readonly beforeDirectory?: Uint8Array;
  readonly spoilEnd?: (end: Buffer) => void;
}

const TIME = 0x5a214b20;

/** Writes a ZIP byte by byte, so that a test can lie in any field. */
export function writeZip(files: readonly WrittenFile[], spoil: Spoil = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(spoil.prefix ?? [])];
  const central: Buffer[] = [];
  let offset = parts[0]!.length;
  for (const file of files) {
    const gap = Buffer.from(file.gap ?? []);
    const written = writeFile(file);
    parts.push(gap, written.local);
    central.push(centralHeader(file, written, offset + gap.length));
    offset += gap.length + written.local.length;
  }
  const before = Buffer.from(spoil.beforeDirectory ?? []);
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset + before.length, 16);
  spoil.spoilEnd?.(end);
  return Buffer.concat([...parts, before, directory, end, Buffer.from(spoil.suffix ?? [])]);
}

interface Sums {
  readonly local: Buffer;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
}

function writeFile(file: WrittenFile): Sums {
  const data = Buffer.from(file.data);
  const body = file.compressed ?? (file.stored === true ? data : deflateRawSync(data));
  const crc = crc32(data);
  const name = Buffer.from(file.name);
  const extra = file.extra ?? Buffer.alloc(0);
  const header = Buffer.concat([Buffer.alloc(30), name, extra]);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags(file), 6);
  header.writeUInt16LE(file.stored === true ? 0 : 8, 8);
  header.writeUInt32LE(TIME, 10);
  if (file.descriptor === undefined) {
    header.writeUInt32LE(crc, 14);
    header.writeUInt32LE(body.length, 18);
    header.writeUInt32LE(data.length, 22);
  }
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  file.spoilLocal?.(header);
  const sums = Buffer.alloc(16);
  sums.writeUInt32LE(0x08074b50, 0);
  sums.writeUInt32LE(crc, 4);
  sums.writeUInt32LE(body.length, 8);
  sums.writeUInt32LE(data.length, 12);
  const after = file.descriptor === undefined ? Buffer.alloc(0) : sums.subarray(16 - file.descriptor);
  return { local: Buffer.concat([header, body, after]), crc, compressed: body.length, size: data.length };
}

function flags(file: WrittenFile): number {
  return 0x0800 | (file.descriptor === undefined ? 0 : 0x0008);
}

function centralHeader(file: WrittenFile, sums: Sums, offset: number): Buffer {
  const name = Buffer.from(file.name);
  const extra = file.extra ?? Buffer.alloc(0);
  const header = Buffer.concat([Buffer.alloc(46), name, extra]);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(0x0314, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags(file), 8);
  header.writeUInt16LE(file.stored === true ? 0 : 8, 10);
  header.writeUInt32LE(TIME, 12);
  header.writeUInt32LE(sums.crc, 16);
  header.writeUInt32LE(sums.compressed, 20);
  header.writeUInt32LE(sums.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((file.mode ?? 0o100644) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  file.spoilCentral?.(header);
  return header;
}
