import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { CheckCode } from './checks/catalogue.js';

/** What a check may say. `skipped` always says why. */
export type Outcome = 'pass' | 'warn' | 'refuse' | 'skipped';

/** Where in the delivery something was found. Lines and columns count from 1, in characters. */
export interface Place {
  /** Name of the file as it stands in the package, already made safe to show. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** For instance `Count/Election/Contests/Contest/TotalVotes/Selection[3]/ValidVotes`. */
  readonly path: string | null;
}

/** One thing found: a Dutch sentence and its place. */
export interface Finding {
  readonly detail: string;
  readonly place: Place | null;
}

/** One line of the verdict. Every code of the catalogue appears exactly once, in the catalogue's order. */
export interface Check extends Finding {
  readonly code: CheckCode;
  readonly result: Outcome;
  /** Further findings of the same check, at most 50; `detail` then names the total. */
  readonly more: readonly Finding[];
}

/** An attachment of a package: passed on, never covered by the signature. */
export interface Attachment {
  readonly name: string;
  readonly size: number;
  readonly sha256: Sha256;
  readonly kind: 'pdf' | 'csv' | 'other';
}

/** The EML file and its signature, by where they stand, so that they can be served apart later. */
export interface SignedPair {
  readonly emlName: string;
  readonly emlSize: number;
  readonly signatureName: string;
}

/**
 * The complete judgement of one delivery. `accepted` exactly when no check says `refuse`.
 * What could not be read is null. `type` is `P2a` for a next session in which nothing was corrected: such a package
 * holds no EML and so has no fingerprint.
 */
export interface Verdict {
  readonly verdict: 'accepted' | 'refused';
  readonly fingerprint: Sha256 | null;
  readonly type: MessageType | 'P2a' | null;
  readonly election: string | null;
  readonly committee: CommitteeRef | null;
  /** kr:CreationDateTime as written in the file (often without a time zone). */
  readonly created: string | null;
  /** SHA-256 over the SubjectPublicKeyInfo of the registered key that verified the signature. */
  readonly keyId: Sha256 | null;
  readonly pair: SignedPair | null;
  readonly attachments: readonly Attachment[];
  readonly checks: readonly Check[];
}
