/** What is refused unread: a scan of a few pages takes less. */
export const MAX_PDF_BYTES = 32 * 2 ** 20;

/** Bounds on what is read. A tagged document of a hundred pages has some 15,000 objects and 300,000 values. */
export const LIMITS = {
  /** Objects, those in object streams too. */
  objects: 50_000,
  /** Names, numbers, texts, and what holds them. */
  values: 1_000_000,
  /** Values inside values. */
  depth: 64,
  /** All object and cross-reference streams together, inflated. */
  inflatedBytes: 32 * 2 ** 20,
  /** Revisions, and parts of the cross-reference. */
  sections: 64,
  pages: 5000,
  /** A signature, without its padding. */
  cmsBytes: 64 * 1024,
} as const;
