import type { Sha256 } from '../kernel/fingerprint.js';

/** A refused file as it weighs on the quarantine. */
export interface QuarantinedFile {
  readonly sha256: Sha256;
  readonly size: number;
}

/**
 * The files that must go so that the rest fits in `quota` bytes. Takes them newest first; the newest always stay, and
 * bytes that stand here twice count once. What stays is not among what goes, also when it was refused before.
 */
export function beyondQuota(
  newestFirst: readonly QuarantinedFile[],
  quota: number,
): readonly QuarantinedFile[] {
  const kept = new Set<Sha256>();
  const gone = new Map<Sha256, QuarantinedFile>();
  let bytes = 0;
  for (const file of newestFirst) {
    if (kept.has(file.sha256) || gone.has(file.sha256)) continue;
    if (gone.size === 0 && bytes + file.size <= quota) {
      bytes += file.size;
      kept.add(file.sha256);
    } else gone.set(file.sha256, file);
  }
  return [...gone.values()];
}

/** Under this lock it changes what of an election must be kept and what is let go after its time, one act at a time. */
export const removalLock = (electionId: string): string => `removal:${electionId}`;
