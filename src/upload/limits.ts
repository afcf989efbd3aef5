import { LIMITS } from '../verify/zip/limits.js';

/** What one submission may be. */
export const UPLOAD_LIMITS = {
  /** A package, or the two files of a bare pair together. */
  totalBytes: LIMITS.packageBytes,
  /** A package is one file; a bare pair is the count and its signature. */
  files: 2,
  nameLength: 255,
  reasonLength: 500,
  /** From the first byte to the last. */
  receiveMs: 60 * 60 * 1000,
  /** Submissions of one body that wait for files or for a word, at once. */
  waiting: 50,
  /** Bytes that they announced together. */
  waitingBytes: 8 * LIMITS.packageBytes,
} as const;

const HOUR = 3_600_000;

/** How long things wait before a sweep tidies them. */
export const PATIENCE = {
  /** A complete file that nobody judged: the process that received it is gone. */
  unfinishedMs: 30_000,
  /** A direct delivery that was judged and not delivered: tried again for so long. */
  directMs: 5 * 60_000,
  openMs: 24 * HOUR,
  judgedMs: 7 * 24 * HOUR,
  /** Half files and bytes that no submission names: longer than any upload may take. */
  straysMs: 2 * HOUR,
} as const;
