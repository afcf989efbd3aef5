import {
  closeSync,
  constants,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { readExactly } from './zip/bytes.js';
import { bytesSource, type ByteSource, type Scratch } from './source.js';

/** A file on disk as a source, until `close`. */
export interface FileSource extends ByteSource {
  close(): void;
}

/**
 * Opens a regular file for reading. Throws as node:fs does, also when it is a folder or a device. Opening never waits,
 * as it would for the other end of a pipe.
 */
export function openFileSource(file: string): FileSource {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw Object.assign(new Error(`${file} is not a regular file`), { code: 'EISDIR', path: file });
  }
  return {
    size: stat.size,
    read: (position, into) => readSync(fd, into, 0, into.length, position),
    close: () => closeSync(fd),
  };
}

/** All bytes of a regular file of at most `most` bytes; null when it is larger. Throws as `openFileSource` does. */
export function readSmallFile(file: string, most: number): Buffer | null {
  const source = openFileSource(file);
  try {
    return source.size > most ? null : readExactly(source, 0, source.size);
  } finally {
    source.close();
  }
}

/** Bytes that a scratch keeps in memory before it goes to disk. */
const MEMORY_BYTES = 8 * 1024 * 1024;

/**
 * A scratch that stays in memory up to 8 MiB and continues in a file in `folder` after that. The file loses its name as
 * soon as it is open: whoever is killed here leaves nothing behind.
 */
export function spillScratch(folder: string): Scratch {
  let parts: Uint8Array[] = [];
  let size = 0;
  let fd: number | null = null;
  const spill = (): number => {
    const own = mkdtempSync(path.join(folder, 'judge-'));
    const file = path.join(own, 'inner.zip');
    const opened = openSync(file, 'wx+', 0o600);
    unlinkSync(file);
    rmSync(own, { recursive: true, force: true });
    for (const part of parts) writeAll(opened, part);
    parts = [];
    return opened;
  };
  return {
    write(chunk) {
      size += chunk.length;
      if (fd === null && size <= MEMORY_BYTES) parts.push(Buffer.from(chunk));
      else writeAll((fd ??= spill()), chunk);
    },
    source() {
      const held = fd;
      if (held === null) return bytesSource(Buffer.concat(parts));
      return { size, read: (position, into) => readSync(held, into, 0, into.length, position) };
    },
    dispose() {
      if (fd !== null) closeSync(fd);
      fd = null;
      parts = [];
    },
  };
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
}
