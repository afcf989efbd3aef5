import { createHash, randomUUID, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, open, rm, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { ChunkHasher, type ChunkDigests } from './chunk-digests.js';

/** What was written to a file of the workbench. */
export interface Written {
  readonly size: number;
  readonly sha256: Sha256;
  /** Hex; null where it was not asked for. */
  readonly sha512: string | null;
  /** Null where they were not asked for. */
  readonly chunks: ChunkDigests | null;
}

/** What is made of a file beside its SHA-256 while it is written. */
export interface Wanted {
  /** Absent: no. */
  readonly sha512?: boolean | undefined;
  /** Absent: yes. */
  readonly chunks?: boolean | undefined;
}

/** Bytes that are read back at a time. */
const READ_BYTES = 1024 * 1024;

/**
 * One scratch file: written from front to back while it is hashed, then `end`ed, then put among the objects or dropped.
 * Who uses its path is in this room; others pass the file.
 */
export class WorkFile {
  private readonly hash: Hash = createHash('sha256');
  private readonly sha512: Hash | null;
  private readonly chunks: ChunkHasher | null;
  private length = 0;
  private written: Written | null = null;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    { sha512 = false, chunks = true }: Wanted,
  ) {
    this.sha512 = sha512 ? createHash('sha512') : null;
    this.chunks = chunks ? new ChunkHasher() : null;
  }

  static async create(file: string, wanted: Wanted = {}): Promise<WorkFile> {
    return new WorkFile(file, await open(file, 'wx+', 0o600), wanted);
  }

  /** Bytes so far. */
  get size(): number {
    return this.length;
  }

  /** Adds `bytes`. Throws as node:fs does (a full disk: ENOSPC); then the file is to be dropped. */
  async write(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    this.sha512?.update(bytes);
    this.chunks?.update(bytes);
    for (let done = 0; done < bytes.length;)
      done += (await this.handle.write(bytes, done, bytes.length - done)).bytesWritten;
    this.length += bytes.length;
  }

  /** What was written from byte `from` on, while it is not ended. */
  async *readFrom(from: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = from; at < this.length;) {
      const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, this.length - at));
      const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw new Error(`the workbench lost what was written to ${this.path}`);
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  /** Nothing is written after this. Safe to ask again. */
  async end(): Promise<Written> {
    if (this.written !== null) return this.written;
    await this.handle.close();
    this.written = {
      size: this.length,
      sha256: sha256(this.hash.digest('hex')),
      sha512: this.sha512?.digest('hex') ?? null,
      chunks: this.chunks?.end() ?? null,
    };
    return this.written;
  }

  /** Copies all that was written to where `slot` says, ending it. */
  async copyTo(slot: { readonly path: string }): Promise<void> {
    await this.end();
    await copyFile(this.path, slot.path);
  }

  /** Takes it from the workbench, ended or not. Safe to repeat. */
  async drop(): Promise<void> {
    if (this.written === null) await this.handle.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }
}

/** The benches of this process: a test has several. */
const benches = new Set<string>();

/**
 * Local scratch space of one process. Nothing here is anybody's: all of it may vanish at any time, and what a process
 * leaves behind when it is killed is removed when the next one of this host opens its bench. No file's age is looked at.
 */
export class Workbench {
  private readonly folder: string;

  constructor(private readonly root: string) {
    const name = `${hostname()}~${process.pid}~${randomUUID()}`;
    this.folder = path.join(root, name);
    benches.add(name);
  }

  /** A new scratch file. */
  async create(wanted: Wanted = {}): Promise<WorkFile> {
    this.prepare();
    return await WorkFile.create(this.freePath(), wanted);
  }

  /** A path that is free, on the bench; for this room and for what must open a file itself. */
  freePath(): string {
    this.prepare();
    return path.join(this.folder, randomUUID());
  }

  /** A folder on the bench, for processes of ours that keep files of their own. */
  subfolder(name: string): string {
    const folder = path.join(this.folder, name);
    this.prepare();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Removes everything that is still here: called when the platform stops. */
  onApplicationShutdown(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private prepare(): void {
    if (mkdirSync(this.folder, { recursive: true, mode: 0o700 }) === undefined) return;
    for (const name of readdirSync(this.root))
      if (isLeftBehind(name)) rmSync(path.join(this.root, name), { recursive: true, force: true });
  }
}

/** A bench of this host whose process is gone. One with our own number is an earlier life of a container. */
function isLeftBehind(name: string): boolean {
  const [host, pid, life] = name.split('~');
  if (host !== hostname() || life === undefined || benches.has(name)) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
