import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { bytesSource, readExactly, type ByteSource, type Scratch } from './source.js';

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

/** A file that is open already, as a source. Throws when it is no regular file; closing leaves it open. */
export function descriptorSource(fd: number): FileSource {
  const stat = fstatSync(fd);
  if (!stat.isFile()) throw new Error(`descriptor ${fd} is not a regular file`);
  return {
    size: stat.size,
    read: (position, into) => readSync(fd, into, 0, into.length, position),
    close: () => undefined,
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

/** Opens a new file in `folder` that has lost its name already: whoever is killed leaves nothing behind. */
function namelessFile(folder: string): number {
  const own = mkdtempSync(path.join(folder, 'judge-'));
  const file = path.join(own, 'inner.zip');
  const opened = openSync(file, 'wx+', 0o600);
  unlinkSync(file);
  rmSync(own, { recursive: true, force: true });
  return opened;
}

/**
 * A scratch that stays in memory up to 8 MiB and continues on disk after that: in a nameless file in a folder, or in a
 * file that is open already and that nothing else uses meanwhile.
 */
export function spillScratch(place: string | { readonly fd: number }): Scratch {
  let parts: Uint8Array[] = [];
  let size = 0;
  let fd: number | null = null;
  const spill = (): number => {
    const opened = typeof place === 'string' ? namelessFile(place) : place.fd;
    let at = 0;
    for (const part of parts) at += writeAll(opened, part, at);
    parts = [];
    return opened;
  };
  return {
    write(chunk) {
      const at = size;
      size += chunk.length;
      if (fd === null && size <= MEMORY_BYTES) parts.push(Buffer.from(chunk));
      else writeAll((fd ??= spill()), chunk, at);
    },
    source() {
      const held = fd;
      if (held === null) return bytesSource(Buffer.concat(parts));
      return { size, read: (position, into) => readSync(held, into, 0, into.length, position) };
    },
    dispose() {
      if (fd !== null && typeof place === 'string') closeSync(fd);
      else if (fd !== null) ftruncateSync(fd, 0);
      fd = null;
      parts = [];
    },
  };
}

function writeAll(fd: number, bytes: Uint8Array, at: number): number {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
  return bytes.length;
}
