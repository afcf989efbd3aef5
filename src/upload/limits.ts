import { LIMITS } from '../verify/zip/limits.js';

/** What one submission may be. */
export const UPLOAD_LIMITS = {
  /** A package, or the two files of a bare pair together. */
  totalBytes: LIMITS.packageBytes,
  /** A package is one file; a bare pair is the count and its signature. */
  files: 2,
  nameLength: 255,
  reasonLength: 500,
  /** Shorter than this, a reason says nothing. */
  reasonLeast: 20,
  /** What is received is kept in parts of at least this size, and not more often than every so many milliseconds. */
  partBytes: 16 * 1024 * 1024,
  partEveryMs: 2_000,
  /** Free bytes below which nothing new is announced. */
  spareBytes: 512 * 1024 * 1024,
  /** Submissions of one body that wait for files or for a word, at once. */
  waiting: 50,
  /** Bytes that they announced together. */
  waitingBytes: 8 * LIMITS.packageBytes,
} as const;
