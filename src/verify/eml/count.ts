import type { ReasonVotes } from '../figures.js';
import type { Finding } from '../verdict.js';
import type { XmlFailure } from './xml-failure.js';

/** A candidate within a list: the number of `CandidateIdentifier/@Id`, or its ShortCode where it has no Id. */
export type CandidateId = number | string;

/** One list as a block names it. */
export interface ListLayout {
  /** `AffiliationIdentifier/@Id`; 0 when it is missing or no number (structure.ids then refuses). */
  readonly id: number;
  /** Registered name; empty for a blank list. */
  readonly name: string;
  /** Where the list's total stands in the block's `votes`; its candidates follow it, in order. */
  readonly first: number;
  readonly candidates: readonly CandidateId[];
  /**
   * Beside `candidates` their ShortCodes; null when none has one. Above the districts a candidate has another Id in each,
   * and the ShortCode tells who it is.
   */
  readonly codes: readonly (string | null)[] | null;
}

/** Which lists and candidates a block has, in file order. Blocks with the same ones share one layout object. */
export interface Layout {
  readonly lists: readonly ListLayout[];
  /** Numbers in `votes`: lists plus candidates. */
  readonly size: number;
}

/** Values before a correction (EML_NL 1.3, kr:Initial*). Null or absent: not given, so not corrected. */
export interface InitialValues {
  /** Beside `votes`: -1 where not given; null when no list or candidate has one. */
  readonly votes: Int32Array | null;
  readonly cast: number | null;
  readonly totalCounted: number | null;
  readonly rejected: readonly ReasonVotes[];
  readonly uncounted: readonly ReasonVotes[];
}

/** The votes of TotalVotes or of one reporting unit. Numbers are 0 to 999 999 999. */
export interface Block {
  readonly layout: Layout;
  readonly votes: Uint32Array;
  /** Kiesgerechtigden; 0 beside votes is normal. */
  readonly cast: number;
  readonly totalCounted: number;
  /** In file order; `blanco` and `ongeldig` once each in a sound file. */
  readonly rejected: readonly ReasonVotes[];
  readonly uncounted: readonly ReasonVotes[];
  readonly initial: InitialValues | null;
}

export interface ReportingUnit {
  readonly id: string;
  readonly name: string;
  readonly block: Block;
  /** Reasons of `kr:Investigation` (1.3) that are said to be true; absent: none. */
  readonly investigated?: readonly string[] | undefined;
}

/** The head of a 510 or 520. Values are white-space collapsed (XML Schema); null when absent. */
export interface Head {
  /** `EML/@Id`: `510b`, `520`, or whatever stands there. */
  readonly type: string | null;
  /** `kr:Schema/@Version`; null in files of 1.2.2, which have no such element. */
  readonly schemaVersion: string | null;
  readonly transactionId: string | null;
  readonly authority: { readonly id: string | null; readonly name: string | null };
  /** kr:CreationDateTime as written; often without a time zone. */
  readonly created: string | null;
  readonly election: {
    readonly id: string | null;
    readonly name: string | null;
    readonly category: string | null;
    readonly subcategory: string | null;
    readonly domain: { readonly id: string | null; readonly name: string | null } | null;
    readonly date: string | null;
  };
  readonly contest: { readonly id: string | null; readonly name: string | null };
  /** `kr:CountingMethod/@MethodCode` (1.3). */
  readonly countingMethod: string | null;
  /** `kr:Phase/@PhaseCode` (1.3). */
  readonly phase: string | null;
}

/** A result file, exact to the last candidate. A 520 has a head only: its totals are null and it has no units. */
export interface Count {
  readonly head: Head;
  readonly totals: Block | null;
  readonly units: readonly ReportingUnit[];
}

/** Line and column of each number in a block's `votes`, and of the block itself. */
export interface BlockPlaces {
  readonly line: number;
  readonly column: number;
  readonly lines: Uint32Array;
  readonly columns: Uint32Array;
}

export interface HeadPlace {
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** Where the blocks stand: beside the count, because a harmless rewriting moves places and not the count. */
export interface Places {
  readonly totals: BlockPlaces | null;
  /** Beside `Count.units`. */
  readonly units: readonly BlockPlaces[];
  /** Places of the elements of the head, by name (`AuthorityIdentifier`, `kr:ElectionDate`). */
  readonly head: ReadonlyMap<string, HeadPlace>;
}

/** What one check of the reader found: how many in all, and the first of them (at most 51). */
export interface Findings {
  readonly total: number;
  readonly first: readonly Finding[];
}

/** The checks that are made while reading. */
export type StructureCode =
  'structure.required' | 'structure.ids' | 'structure.numbers' | 'structure.unique' | 'structure.order';

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
