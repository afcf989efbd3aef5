import { closeSync, fstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { ByteSource, Scratch } from '../../verify/source.js';

/** An open file, read anywhere. Close it when done. */
export class FileSource implements ByteSource {
  readonly size: number;

  constructor(private readonly handle: FileHandle) {
    this.size = fstatSync(handle.fd).size;
  }

  read(position: number, into: Uint8Array): number {
    return readSync(this.handle.fd, into, 0, into.length, position);
  }

  async close(): Promise<void> {
    await this.handle.close();
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
