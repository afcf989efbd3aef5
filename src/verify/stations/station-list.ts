/** Where an element of a list begins; line and column from 1, in characters. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  /** Name of the element. */
  readonly path: string;
}

/** A value as it stands in the file, white space collapsed and cut at 250 characters, with its place. */
export interface Written extends Spot {
  readonly value: string;
}

/** One polling station (PollingPlace) as the file has it; null is what does not stand in it. */
export interface WrittenStation extends Spot {
  /** `PollingStation/@Id`. */
  readonly id: string | null;
  /** The name of the place where it sits. */
  readonly name: string | null;
  /** The text of PollingStation: how many voters it is for. Null when it is empty. */
  readonly voters: string | null;
  /** `@Channel`: `polling` or `postal`. */
  readonly channel: string | null;
  readonly postcode: string | null;
  /** House number (1.3, sb:Location). */
  readonly houseNumber: string | null;
}

/** A list of polling stations (EML_NL 110b) as it is written; nothing is decided yet. */
export interface WrittenList {
  /** `EML/@Id` and `EML/@SchemaVersion`. */
  readonly type: string | null;
  readonly eml: string | null;
  /** kr:Schema/@Version (1.3); null in files of 1.2.2, which have no such element. */
  readonly schemaVersion: string | null;
  readonly created: Written | null;
  readonly authority: Written | null;
  /** `ReportingUnitIdentifier/@Id`: the same committee, as a region. */
  readonly unit: Written | null;
  readonly election: Written | null;
  readonly date: Written | null;
  readonly votingMethod: Written | null;
  /** How many voters in all; null when it is not there or empty. */
  readonly maxVotes: Written | null;
  readonly stations: readonly WrittenStation[];
  /** Elements on which is decided that are missing or there more than once: a sentence each. */
  readonly misplaced: readonly Written[];
}

/** A polling station of a list that was taken. */
export interface ListedStation {
  /** In the one spelling by which it is compared: {@link canonicalStation}. */
  readonly key: string;
  /** As written. */
  readonly id: string;
  readonly name: string;
  /** For how many voters; null when the file does not say it. */
  readonly voters: number | null;
  readonly postal: boolean;
  readonly postcode: string | null;
}
