import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Sha256 } from '../../kernel/fingerprint.js';
import type { WorkFile } from './workbench.js';

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What `put` made sure of. */
export interface Kept {
  readonly id: Sha256;
  readonly size: number;
  /** These bytes stood there already, whole. */
  readonly existed: boolean;
}

/** What a store proved to do when the platform started; nothing is relied on that is false here. */
export interface StoreFacts {
  readonly kind: 'files' | 's3';
  /** A second writer of one name is refused. */
  readonly createIfAbsent: boolean;
  /** What is overwritten or removed stays as an older version. */
  readonly versions: boolean;
  /** A retained object cannot be removed before its time. */
  readonly locks: boolean;
}

/** The bytes under this name are not there. */
export class ObjectMissing extends Error {
  constructor(readonly id: Sha256) {
    super(`object ${id} is not there`);
  }
}

/** What stands under this name is not what the name says. */
export class ObjectDamaged extends Error {
  constructor(readonly id: Sha256) {
    super(`object ${id} is damaged`);
  }
}

/** The store did not do what was asked, or did not answer: a fault of ours, to be tried again. */
export class StoreFault extends Error {}

/**
 * Whole byte strings under their own SHA-256, never changed. What every implementation promises, and what the one
 * contract suite holds it to:
 *
 * - When `put` returns, the bytes are durable and were read back under their digest; killed before that, or failed,
 *   either nothing is there or all of it. It may be repeated, also by many at once: one object is the result. A damaged
 *   object that is put again is whole afterwards. A store that says yes and keeps nothing makes `put` throw.
 * - No name holds half an object, ever.
 * - `open` and `descriptor` throw {@link ObjectMissing} for what is not there; anything else that goes wrong is another
 *   error, never the end of a shorter stream. They do not verify: see `openVerified`.
 * - A store that is gone makes every call throw within a minute; when it is back the same calls succeed.
 * - No path and no address leaves it: who must read at random gets an open descriptor.
 *
 * What may be removed is not decided here: rows name objects, and a sweep removes what no row names.
 */
export abstract class Objects {
  /** Keeps a finished file of the workbench, or these bytes, under their SHA-256. The file itself stays as it is. */
  abstract put(bytes: WorkFile | Uint8Array): Promise<Kept>;

  /** The bytes of an object, or of `range` in it; the range lies inside the object. */
  abstract open(id: Sha256, range?: ByteRange): Promise<Readable>;

  /** An open, read-only descriptor: of the object itself, or of a nameless copy on the workbench. The caller closes it. */
  abstract descriptor(id: Sha256): Promise<FileHandle>;

  /** Puts the bytes in place of what stood in `slot`, a file that other processes may hold open. */
  abstract copyTo(id: Sha256, slot: { readonly path: string }): Promise<void>;

  /** How long it is; null when it is not there. */
  abstract stat(id: Sha256): Promise<{ readonly size: number } | null>;

  /** Removes it, where the store lets it; what is not there is removed already. */
  abstract remove(id: Sha256): Promise<void>;

  /** Every object whose name begins with these two hex digits. */
  abstract list(prefix: string): AsyncIterable<{ readonly id: Sha256; readonly size: number }>;

  /** Keeps it from being removed by anybody for the configured time, where the store proved that it can; else nothing. */
  abstract retain(id: Sha256): Promise<void>;

  /** Until when a lock keeps it from being removed; null: no lock does. */
  abstract lockedUntil(id: Sha256): Promise<Date | null>;

  /** Bytes that still fit; null when the store does not say. */
  abstract room(): Promise<number | null>;

  /** Tries on a scratch object what the store really does. Throws when it does not keep what it is given. */
  abstract prove(): Promise<StoreFacts>;

  /** What `prove` found; until it ran, nothing is taken for granted. */
  abstract readonly facts: StoreFacts;
}
