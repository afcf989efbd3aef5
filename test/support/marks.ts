import type { Marks } from '../../src/routing/inbox.js';

/** Of a delivery with which nothing was done yet. */
export const NO_MARKS: Marks = {
  downloaded: null,
  acknowledged: null,
  equalToPaper: null,
  differsFromPaper: null,
  readIn: null,
  typedTwice: null,
  readDiffers: null,
};
