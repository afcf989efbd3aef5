import { CHOSE, HEAD_BYTES, recogniseFile, sizeWords } from '../../kernel/recognise-file.js';
import { readExactly, type ByteSource } from '../source.js';
import { refusing, type ZipFault } from './fault.js';
import { LIMITS, type ZipLimits } from './limits.js';
import { readExtra } from './extra.js';
import { showName } from './names.js';
import { readStoredName } from './stored-name.js';

/** One header of the central directory (APPNOTE 6.3.10 §4.3.12), as written. */
export interface CentralHeader {
  readonly madeBy: number;
  readonly versionNeeded: number;
  readonly flags: number;
  readonly method: number;
  /** DOS time and date as one number. */
  readonly modified: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly commentLength: number;
  readonly disk: number;
  readonly internalAttributes: number;
  readonly externalAttributes: number;
  readonly localOffset: number;
  readonly rawName: Buffer;
  /** Null when the name says that it is UTF-8 and is not. */
  readonly name: string | null;
  /** The ZIP does not say how the name is to be read. */
  readonly isGuessed: boolean;
  /** The name as it may be shown. */
  readonly shown: string;
  readonly extra: Buffer;
}

/** The central directory and where it starts, or the reason why there is none to read. */
export type Directory =
  | { readonly kind: 'read'; readonly offset: number; readonly headers: readonly CentralHeader[] }
  | { readonly kind: 'unreadable'; readonly fault: ZipFault };

/** Flag: the name is UTF-8. */
export const UTF8_NAME = 0x0800;
const END = 0x06054b50;
const ZIP64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;

/**
 * Reads the end record and the central directory. The end record must be the very last 22 bytes: no comment, nothing
 * after it; so there is one place where a directory can be and every reader finds the same one. ZIP64 is refused: it
 * is for files 16 times as large as the largest package.
 */
export function readDirectory(source: ByteSource, limits: ZipLimits): Directory {
  if (source.size > LIMITS.packageBytes) {
    return stop('container.limits', `Het pakket is groter dan ${sizeWords(LIMITS.packageBytes)}.`);
  }
  const end = readExactly(source, source.size - END_BYTES, END_BYTES);
  if (end?.readUInt32LE(0) !== END) return stop('container.sound', whyNoEnd(source));
  if (end.readUInt16LE(20) !== 0) return stop('container.sound', 'Na het einde van de ZIP ontbreken bytes.');
  const locator = readExactly(source, source.size - END_BYTES - 20, 20);
  if (locator?.readUInt32LE(0) === ZIP64_LOCATOR || usesZip64(end)) {
    return stop(
      'container.sound',
      'Het pakket gebruikt ZIP64. Dat is voor pakketten van deze grootte niet toegestaan.',
    );
  }
  const count = end.readUInt16LE(10);
  if (end.readUInt16LE(4) !== 0 || end.readUInt16LE(6) !== 0 || end.readUInt16LE(8) !== count) {
    return stop('container.sound', 'De ZIP is over meer schijven verdeeld.');
  }
  if (count > limits.entries) {
    return stop(
      'container.limits',
      `De ZIP bevat ${String(count)} bestanden; ten hoogste ${String(limits.entries)} mag.`,
    );
  }
  const size = end.readUInt32LE(12);
  const offset = end.readUInt32LE(16);
  if (offset + size !== source.size - END_BYTES) {
    return stop(
      'container.sound',
      'De inhoudsopgave van de ZIP sluit niet aan op het einde: er staan bytes voor of tussen.',
    );
  }
  if (size > limits.directoryBytes)
    return stop(
      'container.limits',
      `De inhoudsopgave van de ZIP is groter dan ${String(limits.directoryBytes / 1024)} kB.`,
    );
  return readHeaders(readExactly(source, offset, size), offset, count);
}

function stop(code: 'container.sound' | 'container.limits', detail: string): Directory {
  return { kind: 'unreadable', fault: refusing(code, detail) };
}

function usesZip64(end: Buffer): boolean {
  return (
    end.readUInt16LE(8) === 0xffff ||
    end.readUInt16LE(10) === 0xffff ||
    end.readUInt32LE(12) === 0xffffffff ||
    end.readUInt32LE(16) === 0xffffffff
  );
}

/** Tells an archive with something after its end from a file that is no ZIP at all. */
function whyNoEnd(source: ByteSource): string {
  const length = Math.min(source.size, END_BYTES + 0xffff);
  const tail = readExactly(source, source.size - length, length) ?? Buffer.alloc(0);
  return tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])) >= 0
    ? 'Na het einde van de ZIP staan nog bytes, of de ZIP heeft commentaar. Dat is niet toegestaan.'
    : whatElse(readExactly(source, 0, Math.min(source.size, HEAD_BYTES)) ?? Buffer.alloc(0));
}

/** What somebody chose instead of a ZIP, by its first bytes. */
function whatElse(head: Buffer): string {
  const kind = recogniseFile('', head);
  return CHOSE[kind === 'zip' ? 'other' : kind];
}

function readHeaders(bytes: Buffer | null, offset: number, count: number): Directory {
  const headers: CentralHeader[] = [];
  let at = 0;
  while (bytes !== null && headers.length < count) {
    const header = readHeader(bytes, at);
    if (header === null) return stop('container.sound', 'De inhoudsopgave van de ZIP is beschadigd.');
    headers.push(header);
    at += CENTRAL_BYTES + header.rawName.length + header.extra.length + header.commentLength;
  }
  if (at !== bytes?.length) return stop('container.sound', 'De inhoudsopgave van de ZIP telt niet op.');
  return { kind: 'read', offset, headers };
}

function readHeader(bytes: Buffer, at: number): CentralHeader | null {
  if (at + CENTRAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return null;
  const nameEnd = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const commentLength = bytes.readUInt16LE(at + 32);
  if (extraEnd + commentLength > bytes.length) return null;
  const rawName = bytes.subarray(at + CENTRAL_BYTES, nameEnd);
  const flags = bytes.readUInt16LE(at + 8);
  const extra = bytes.subarray(nameEnd, extraEnd);
  const { name, guessed } = readStoredName(rawName, (flags & UTF8_NAME) !== 0, readExtra(extra) ?? []);
  return {
    madeBy: bytes.readUInt16LE(at + 4),
    versionNeeded: bytes.readUInt16LE(at + 6),
    flags,
    method: bytes.readUInt16LE(at + 10),
    modified: bytes.readUInt32LE(at + 12),
    crc32: bytes.readUInt32LE(at + 16),
    compressedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    commentLength,
    disk: bytes.readUInt16LE(at + 34),
    internalAttributes: bytes.readUInt16LE(at + 36),
    externalAttributes: bytes.readUInt32LE(at + 38),
    localOffset: bytes.readUInt32LE(at + 42),
    rawName,
    name,
    isGuessed: guessed,
    shown: showName(name ?? rawName.toString('latin1')),
    extra,
  };
}
