/** What to look for; what is absent narrows nothing. */
export interface AuditQuery {
  readonly action?: string;
  /** Start of a person's name. */
  readonly person?: string;
  readonly electionId?: string;
  /** Start of a person's name, or a part of the name of a body that acted or is named. */
  readonly named?: string;
  /** Start of the hat as logged: `GSB:0668`. */
  readonly body?: string;
  readonly result?: 'done' | 'refused';
  readonly from?: Date;
  /** Not included. */
  readonly until?: Date;
  /** Start of an object's id, or the whole of a number, fingerprint or key that an event names. */
  readonly about?: string;
  /** A refusal's code. */
  readonly code?: string;
  /** Start of the address that a request came from. */
  readonly ip?: string;
  /** Only events older than the one with this number. */
  readonly before?: bigint;
}

/** One line of the log. */
export interface LoggedEvent {
  readonly id: bigint;
  readonly at: Date;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly electionId: string | null;
  readonly result: 'done' | 'refused';
  readonly code: string | null;
  readonly ip: string | null;
  readonly personName: string | null;
  readonly hat: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** erased: what was personal of it is gone. damaged: it is not what was written. */
  readonly state: 'whole' | 'erased' | 'damaged';
}

/** A page of the log. `next`: the number to ask older events with; null at the end. */
export interface AuditPage {
  readonly events: readonly LoggedEvent[];
  readonly next: bigint | null;
}
