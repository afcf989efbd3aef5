import type { Count, Findings, Places, StructureCode } from './count.js';
import type { XmlFailure } from './xml-failure.js';

/**
 * What came of reading an EML file: a count with what was found on the way, or the reason why it could not be read to
 * its end. `contentChecks` in ../checks/content.ts turns either into checks.
 */
export type Reading =
  | {
      readonly kind: 'count';
      readonly count: Count;
      readonly places: Places;
      readonly findings: Readonly<Record<StructureCode, Findings>>;
    }
  | { readonly kind: 'failed'; readonly failure: XmlFailure };

/** Takes the bytes of one EML file in order, in parts of any size, and gives its reading at the end. Never throws. */
export interface CountReader {
  /** The bytes may be reused by the caller after the call. After a failure the rest is ignored. */
  push(bytes: Uint8Array): void;
  /** Once, after the last byte. */
  end(): Reading;
}
