/**
 * The levels that act on the platform. GSB, NBSB, SOL, HSB and CSB are electoral committees; MAYOR is the burgemeester
 * (or gezaghebber) as recipient; COUNCIL is the Kiesraad collecting all results (Kieswet A 3 d); OPERATOR is the
 * Kiesraad as beheerder, which sees states and fingerprints and never files. EXECUTIVE is the executive of an organisation
 * (college van B&W, dagelijks bestuur, bestuurscollege), which belongs to no election and receives no files.
 */
export const LEVELS = [
  'GSB',
  'NBSB',
  'SOL',
  'HSB',
  'CSB',
  'MAYOR',
  'COUNCIL',
  'OPERATOR',
  'EXECUTIVE',
] as const;
export type Level = (typeof LEVELS)[number];

/** Levels that count or establish and so may send files and register keys. */
export const COMMITTEE_LEVELS = ['GSB', 'NBSB', 'SOL', 'HSB', 'CSB'] as const;
export type CommitteeLevel = (typeof COMMITTEE_LEVELS)[number];

/**
 * A body within one election: level + code, never a name (gemeente Amsterdam and kieskring Amsterdam differ).
 * `code` is the authority id of EML_NL: `0668` (CBS code, leading zeros kept) for GSB, SOL, NBSB and MAYOR,
 * `HSB3` for an HSB, `CSB`, `COUNCIL`, `OPERATOR`; of an EXECUTIVE the code of its organisation.
 */
export interface CommitteeRef {
  readonly level: Level;
  readonly code: string;
}

/** CBS codes of the openbare lichamen. A 110a has no region category of their own for them: there they are GEMEENTE. */
export const ISLANDS: Readonly<Record<string, string>> = {
  '9001': 'Bonaire',
  '9002': 'Sint Eustatius',
  '9003': 'Saba',
};

/** One body in one election, never more: to this every query of what is a body's own is bound. */
export interface Segment {
  readonly electionId: string;
  readonly body: CommitteeRef;
}

/** Two refs to the same body? */
export function sameCommittee(a: CommitteeRef, b: CommitteeRef): boolean {
  return a.level === b.level && a.code === b.code;
}

/** `GSB:0668`: for keys of maps and for the log. */
export function committeeKey(ref: CommitteeRef): string {
  return `${ref.level}:${ref.code}`;
}

/** `TK2027 GSB:0668`: the same where several elections stand together. */
export function segmentKey({ electionId, body }: Segment): string {
  return `${electionId} ${committeeKey(body)}`;
}

/** Election ids of EML_NL (Kiesraad, EML_NL 1.2.2 §ElectionIdentifier). */
export const ELECTION_ID = /^(EP|EK|TK|GR|BC|GC|ER|PS|AB|NR|PR|LR|IR)2\d{3}(\d{4})?(_[A-Za-z0-9._-]{1,60})?$/;

export const MESSAGE_TYPES = ['510b', '510c', '510d', '520'] as const;
/** The EML_NL messages that travel here. */
export type MessageType = (typeof MESSAGE_TYPES)[number];

/**
 * What is delivered without an EML file: a `P2a`, of a next session in which nothing was corrected, and the annex to the
 * proces-verbaal P 22 of the CSB. Each is one PDF, and is known by the SHA-256 of that PDF.
 */
const PAPER_TYPES = ['P2a', 'P22-bijlage'] as const;
export type PaperType = (typeof PAPER_TYPES)[number];

export const DELIVERED_TYPES = [...MESSAGE_TYPES, ...PAPER_TYPES] as const;
/** Everything that can be delivered. */
export type DeliveredType = (typeof DELIVERED_TYPES)[number];

/** The message that decides who gets it: a P 2a goes where the 510b went that it leaves as it is, an annex where the 520 goes. */
export function travelsAs(type: DeliveredType): MessageType {
  if (type === 'P2a') return '510b';
  return type === 'P22-bijlage' ? '520' : type;
}

/** Does it hold votes? A 520 says who were elected, and paper types hold no EML file. */
export function holdsCount(type: DeliveredType): boolean {
  return type === '510b' || type === '510c' || type === '510d';
}

/** Is what stands in `EML/@Id` a message that travels here? */
export function isResultType(type: string): type is MessageType {
  return (MESSAGE_TYPES as readonly string[]).includes(type);
}
