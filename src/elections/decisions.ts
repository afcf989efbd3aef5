import { z } from 'zod';
import type { CommitteeRef } from '../kernel/committee.js';
import { EML_VERSIONS } from '../kernel/eml-ids.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { boundsSchema, HELPER } from './bounds.js';
import { findCommittee } from './committees.js';
import type { Category, ElectionDefinition } from './definition.js';
import type { ElectionPlan } from './election.js';
import { THE_HAGUE } from './settings.js';

export { underElectionsAct } from './definition.js';

const day = z.iso.date();
const instant = z.iso.datetime();
const organisation = z.string().regex(ORGANISATION_CODE);

const MOMENTS = {
  /** Day on which the CSB establishes the result. */
  resultEstablished: day.nullable(),
  /** Day on which the representative body examines the geloofsbrieven. */
  credentialsExamined: day.nullable(),
  /** Day on which the elected are admitted. */
  admission: day.nullable(),
  /** From when on counts are real; null: the close of the polls. */
  realLaneOpens: instant.nullable(),
  /** Of an EP: when the polls closed in the last member state, so that results may be public; null: they may not yet. */
  resultsPublicFrom: instant.nullable(),
} as const;

/**
 * What the Kiesraad decides about an election beside its 110a and its settings. What no file gives is null until somebody
 * enters it. Moments are ISO 8601 UTC, days `YYYY-MM-DD`.
 */
const SHAPE = {
  /** Whether results software is used at all; where it is not, nothing is due. */
  software: z.enum(['used', 'notUsed']),
  /** In which version of EML_NL is counted: what is of another is refused. Null: every version that is known. */
  emlVersion: z.enum(EML_VERSIONS).nullable(),
  /** By committee code (`CSB`, `HSB3`): the organisation in which it has its seat. */
  seats: z.record(z.string().regex(/^(?:CSB|HSB\d{1,3})$/), organisation),
  /** The waterschap whose dagelijks bestuur hosts the CSB of an AB. */
  waterAuthority: organisation.nullable(),
  /** Senders compare the fingerprint with the paper. */
  paperComparison: z.boolean(),
  /** Two people of a committee look before it hands in: one sends, another compares. Fixed after the day of kandidaatstelling. */
  fourEyes: z.boolean(),
  /** By which voorschrift files are signed. */
  signingRule: z.string().max(200).nullable(),
  /** When the 510b of a gemeente is expected: no legal term. */
  expected510b: instant.nullable(),
  /** At a PS: who serves the kiescollege that votes the same day. */
  electoralCollege: z.string().max(500).nullable(),
  /** From where on the count of a station stands out. */
  bounds: boundsSchema,
} as const;

const momentsSchema = z.object(MOMENTS);
/** The decisions in force; where nothing was decided the default. */
export type ElectionDecisions = Readonly<
  z.infer<z.ZodObject<typeof SHAPE>> & { moments: Readonly<z.infer<typeof momentsSchema>> }
>;

/** What was decided so far; the rest is absent. */
export type Decided = Partial<Omit<ElectionDecisions, 'moments'>> & {
  readonly moments?: Partial<ElectionDecisions['moments']>;
};

const decidedSchema = z.object({ ...SHAPE, moments: momentsSchema.partial() }).partial();

/** Reads what was kept of it. What a later release adds is left out. */
export function readDecided(json: unknown): Decided {
  return decidedSchema.parse(json) as Decided;
}

type Decisive = Pick<ElectionDefinition, 'category' | 'domain'>;

/** What holds everywhere until something else is decided. */
export const NOTHING_DECIDED = {
  software: 'used',
  emlVersion: null,
  seats: {},
  paperComparison: true,
  fourEyes: false,
  signingRule: null,
  expected510b: null,
  electoralCollege: null,
  bounds: HELPER,
} as const;

/** What holds for this election with what was decided of it: the rest is as everywhere. */
export function decisionsOf(definition: Decisive, decided: Decided = {}): ElectionDecisions {
  const { moments, ...rest } = decided;
  return {
    ...NOTHING_DECIDED,
    waterAuthority: waterAuthorityOf(definition),
    ...rest,
    moments: {
      resultEstablished: null,
      credentialsExamined: null,
      admission: null,
      realLaneOpens: null,
      resultsPublicFrom: null,
      ...moments,
    },
  };
}

/** The waterschap of an AB by the domain of its 110a (`8` is `W8`). */
function waterAuthorityOf({ category, domain }: Decisive): string | null {
  const number = category === 'AB' && domain !== null ? Number(domain.code) : Number.NaN;
  return Number.isInteger(number) && ORGANISATION_CODE.test(`W${number}`) ? `W${number}` : null;
}

/** Code of the organisation that the Kiesraad is. */
const ELECTORAL_COUNCIL = 'KR';
type Placed = Pick<ElectionPlan, 'definition' | 'committees'>;
const NATIONAL: readonly Category[] = ['TK', 'EP', 'EK', 'NR'];

/**
 * Code of the organisation that hosts a committee of this election, and whose executive answers for its facilities (Ea 6;
 * for the HSB the samenwerkingsprotocol, note 4). Null where a seat was not entered yet, and for a committee that the
 * election does not have.
 */
export function organisationOf(
  plan: Placed,
  decisions: ElectionDecisions,
  committee: CommitteeRef,
): string | null {
  const { level, code } = committee;
  if (level === 'EXECUTIVE') return code;
  if (level === 'OPERATOR') return ELECTORAL_COUNCIL;
  if (findCommittee(plan.committees, committee) === null) return null;
  switch (level) {
    case 'GSB':
    case 'SOL':
    case 'MAYOR':
      return code;
    case 'NBSB':
      return THE_HAGUE;
    case 'HSB':
      return decisions.seats[code] ?? null;
    case 'COUNCIL':
      return ELECTORAL_COUNCIL;
    case 'CSB':
      return decisions.seats[code] ?? centralSeat(plan, decisions);
  }
}

/** Of a council with one gemeente or island: there. */
function centralSeat(
  { definition, committees }: Placed,
  { waterAuthority }: ElectionDecisions,
): string | null {
  const { category } = definition;
  if (NATIONAL.includes(category)) return ELECTORAL_COUNCIL;
  if (category === 'AB') return waterAuthority;
  const [only, ...others] = committees.filter(({ level }) => level === 'GSB' || level === 'SOL');
  return only !== undefined && others.length === 0 ? only.code : null;
}
