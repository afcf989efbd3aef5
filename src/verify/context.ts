import type { CommitteeRef, MessageType } from '../kernel/committee.js';
import type { EmlVersion } from '../kernel/eml-ids.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import type { Unsigned } from './unsigned.js';

/** A key as registered, approved and not revoked for one committee in one election. */
export interface RegisteredKey {
  /** SHA-256 over the DER of the SubjectPublicKeyInfo. */
  readonly keyId: Sha256;
  /** The whole registered certificate, DER. */
  readonly certificate: Uint8Array;
}

/** What must be known of an election to judge a file of it. Made from its 110a by the elections feature. */
export interface ElectionFacts {
  readonly id: string;
  /** Name of the sender's gemeente, kieskring or domain; null when not known. For sentences. */
  readonly place: string | null;
  /** Voting day, `YYYY-MM-DD`; null when no 110a is loaded (then identity.date is skipped). */
  readonly date: string | null;
  /** Contest id the file must carry for this sender (`geen`, `alle`, `3`, `III`); null: not known, skipped. */
  readonly contest: string | null;
  /** Message types that this sender may deliver, by law (null: not known, then what its level makes). */
  readonly accepts: readonly MessageType[] | null;
  /**
   * HSBs whose 510c this sender may correct, by code, with the contest id of their files (null: not known): the CSB's
   * alone. Null: the HSBs of the election are not known.
   */
  readonly corrects: Readonly<Record<string, string | null>> | null;
  /** In which version of EML_NL is counted, where that was decided; null: in any that is known. */
  readonly emlVersion: EmlVersion | null;
  /** Types that carry a signature in this election: fixed per election, never by whether one is there (no downgrade). */
  readonly signed: readonly MessageType[];
}

/** A polling station of the list (110b) that is in force. */
export interface KnownStation {
  /** In the one spelling by which it is compared (canonicalStation). */
  readonly key: string;
  /** As the list writes it, with its name, which may be empty. */
  readonly id: string;
  readonly name: string;
}

/** Everything outside the bytes that a judgement depends on. Plain data: it crosses a process boundary as JSON. */
export interface Context {
  readonly election: ElectionFacts;
  /** The sender's committee. */
  readonly sender: CommitteeRef;
  /** Keys that may be used. The one that verifies is named in the verdict. */
  readonly keys: readonly RegisteredKey[];
  /** Messages that this sender may hand in unsigned now, once each. A signature that is there is judged as always. */
  readonly allowed?: readonly (Unsigned & { readonly message: MessageType })[];
  /** The polling stations that the sender handed in as its list; null when there is none (then stations.listed is skipped). */
  readonly stations: readonly KnownStation[] | null;
  /** Fingerprint as typed from the paper PV; null when it is (not yet) compared. */
  readonly paperFingerprint: Sha256 | null;
  /** Time of receipt by the server, ISO 8601 in UTC; null offline, when the clock check is skipped. */
  readonly receivedAt: string | null;
}
