import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';

/** What was written: how many bytes and which. */
export interface Stored {
  readonly size: number;
  readonly sha256: Sha256;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of `bytes`; a write may take only a part. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
}

/**
 * Streams `source` to `file`, hashing on the way, and returns when the bytes are on disk (fsync of file and folder).
 * Stops with `tooLarge` thrown as soon as `limit` is passed. On any failure the file is removed.
 */
export async function spool(
  source: AsyncIterable<Uint8Array>,
  file: string,
  limit: number,
  tooLarge: () => Error,
): Promise<Stored> {
  const hash = createHash('sha256');
  const handle = await open(file, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      hash.update(chunk);
      await writeAll(handle, chunk);
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  await handle.close();
  await syncFolder(path.dirname(file));
  return { size, sha256: sha256(hash.digest('hex')) };
}

/**
 * Files under their own SHA-256. An object that is there is whole, was never changed by us and is never removed by the
 * running platform. `keep` is a rename on one file system: killed before it, nothing is there; after it, everything.
 */
export class ObjectStore {
  constructor(private readonly root: string) {}

  private pathOf(id: Sha256): string {
    return path.join(this.root, id.slice(0, 2), id);
  }

  /** Where new bytes may be spooled, on the same file system. Leftovers of a crash are cleared by `clearSpool`. */
  async spoolFile(): Promise<string> {
    const folder = path.join(this.root, 'spool');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return path.join(folder, randomUUID());
  }

  /** Keeps a spooled file for good under `id`. Safe to repeat: keeping what is there already changes nothing. */
  async keep(spooled: string, id: Sha256): Promise<void> {
    const target = this.pathOf(id);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    if (await this.has(id)) return await rm(spooled, { force: true });
    await rename(spooled, target);
    await syncFolder(path.dirname(target));
    await syncFolder(this.root);
  }

  async has(id: Sha256): Promise<boolean> {
    return await stat(this.pathOf(id)).then(
      (found) => found.isFile(),
      () => false,
    );
  }

  /** Path of an object, for a reader in another process. Throws when it is not there. */
  async locate(id: Sha256): Promise<string> {
    const file = this.pathOf(id);
    await stat(file);
    return file;
  }

  /** The bytes from `start` to `end`, both included. */
  read(id: Sha256, range?: { readonly start: number; readonly end: number }): Readable {
    return createReadStream(this.pathOf(id), { highWaterMark: 256 * 1024, ...range });
  }

  /** Hashes the object as it stands on disk now: whether it is still what its name says. */
  async isIntact(id: Sha256): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of this.read(id)) hash.update(chunk as Uint8Array);
    } catch {
      return false;
    }
    return hash.digest('hex') === id;
  }

  /** Removes an object; for the quarantine's quota alone. */
  async remove(id: Sha256): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  /** Removes spooled files that have not been touched since `before`. */
  async clearSpool(before: Date): Promise<void> {
    const folder = path.join(this.root, 'spool');
    for (const name of await readdir(folder).catch(() => [] as string[])) {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => null);
      if (found !== null && found.mtime < before) await rm(file, { force: true });
    }
  }
}
