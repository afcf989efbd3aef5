import { closeSync, fstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import type { ByteSource, Scratch } from '../../verify/source.js';

/** A file on disk, read anywhere. Close it when done. */
export class FileSource implements ByteSource {
  readonly size: number;

  private constructor(private readonly handle: number) {
    this.size = fstatSync(handle).size;
  }

  /** Throws when there is no such file. */
  static open(path: string): FileSource {
    return new FileSource(openSync(path, 'r'));
  }

  read(position: number, into: Uint8Array): number {
    return readSync(this.handle, into, 0, into.length, position);
  }

  close(): void {
    closeSync(this.handle);
  }
}

/** Scratch space on disk at `path`, which must be free. The name is gone at once, so that a crash leaves nothing behind. */
export class FileScratch implements Scratch {
  private readonly handle: number;
  private size = 0;
  private closed = false;

  constructor(path: string) {
    this.handle = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
  }

  write(chunk: Uint8Array): void {
    for (let done = 0; done < chunk.length;)
      done += writeSync(this.handle, chunk, done, chunk.length - done, this.size + done);
    this.size += chunk.length;
  }

  source(): ByteSource {
    return {
      size: this.size,
      read: (position, into) => readSync(this.handle, into, 0, into.length, position),
    };
  }

  dispose(): void {
    if (!this.closed) closeSync(this.handle);
    this.closed = true;
  }
}
