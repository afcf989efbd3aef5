import type { CommitteeRef, DeliveredType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Figures, Stations } from './figures.js';
import type { Unsigned } from './unsigned.js';

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

/** One line of the verdict: of every code of its catalogue there is exactly one, in the catalogue's order. */
export interface Check extends Finding {
  readonly code: string;
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
 * What could not be read is null. A delivery on paper alone (`P2a`, `P22-bijlage`) holds no EML and so has no fingerprint.
 */
export interface Verdict {
  /** Version of the catalogue of checks by which it was made. */
  readonly catalogue: number;
  readonly verdict: 'accepted' | 'refused';
  readonly fingerprint: Sha256 | null;
  readonly type: DeliveredType | null;
  readonly election: string | null;
  readonly committee: CommitteeRef | null;
  /** kr:CreationDateTime as written in the file (often without a time zone). */
  readonly created: string | null;
  /** What is counted in it; null of what is refused, has no count, or was judged before figures were kept. */
  readonly figures: Figures | null;
  /** The reporting units of that count: in a verdict that was just made, not in one that is read back. */
  readonly stations?: Stations;
  /** SHA-256 over the SubjectPublicKeyInfo of the registered key that verified the signature. */
  readonly keyId: Sha256 | null;
  /** Of a file that should be signed and is not: by which allowance. */
  readonly unsigned?: Unsigned;
  readonly pair: SignedPair | null;
  readonly attachments: readonly Attachment[];
  readonly checks: readonly Check[];
}

/**
 * What makes a delivery itself, whatever ZIP it comes in: the fingerprint of its EML file, or else the SHA-256 of the one
 * PDF that it is. Two deliveries with the same identity are one delivery; null for what was refused unread.
 */
export function identityOf(verdict: Pick<Verdict, 'fingerprint' | 'attachments'>): Sha256 | null {
  if (verdict.fingerprint !== null) return verdict.fingerprint;
  const pdfs = verdict.attachments.filter(({ kind }) => kind === 'pdf');
  return pdfs.length === 1 ? pdfs[0]!.sha256 : null;
}
