import { DS_NS, EML_NS, KR_NS } from './names.js';
import type { ExpandedName } from './xml-namespaces.js';

/** One or more elements that may stand at one place of a sequence, in any order among themselves. */
interface Particle {
  readonly of: readonly string[];
  readonly min: number;
  readonly max: number;
  /** The platform decides on it: more or fewer refuses. Elsewhere a deviation is a warning. */
  readonly decides: boolean;
}

const MANY = Number.MAX_SAFE_INTEGER;
const one = (...of: string[]): Particle => ({ of, min: 1, max: 1, decides: false });
const optional = (...of: string[]): Particle => ({ of, min: 0, max: 1, decides: false });
const any = (of: string, max = MANY): Particle => ({ of: [of], min: 0, max, decides: false });
const decided = (...of: string[]): Particle => ({ of, min: 1, max: 1, decides: true });
const decidedIfThere = (of: string): Particle => ({ of: [of], min: 0, max: 1, decides: true });

const VOTES: readonly Particle[] = [
  { of: ['Selection'], min: 1, max: MANY, decides: false },
  optional('kr:InitialCast'),
  decided('Cast'),
  optional('kr:InitialTotalCounted'),
  decided('TotalCounted'),
  any('kr:InitialRejectedVotes', 2),
  { of: ['RejectedVotes'], min: 2, max: 2, decides: true },
  any('kr:InitialUncountedVotes', 14),
  any('UncountedVotes', 14),
];

/**
 * Order and cardinality of a 510 and of the head of a 520: EML_NL 1.3, which only adds optional elements to 1.2.2. What
 * has no line of its own here is a leaf, or is not looked into. A name before a colon other than kr and ds tells two
 * elements of one name apart.
 */
export const CONTENT: Readonly<Record<string, readonly Particle[]>> = {
  '': [decided('EML')],
  EML: [
    one('TransactionId'),
    decided('ManagingAuthority'),
    { of: ['kr:CreationDateTime'], min: 1, max: 1, decides: true },
    { of: ['kr:Schema'], min: 0, max: 1, decides: true },
    optional('ds:CanonicalizationMethod'),
    decided('Count', 'Result'),
  ],
  ManagingAuthority: [
    decided('AuthorityIdentifier'),
    one('AuthorityAddress'),
    optional('kr:CreatedByAuthority'),
  ],
  Count: [
    decidedIfThere('kr:CountingMethod'),
    one('EventIdentifier'),
    decidedIfThere('kr:Phase'),
    decided('Election'),
  ],
  Election: [decided('ElectionIdentifier'), decided('Contests')],
  ElectionIdentifier: [
    optional('ElectionName'),
    one('ElectionCategory'),
    optional('kr:ElectionSubcategory'),
    optional('kr:ElectionDomain'),
    decided('kr:ElectionDate'),
  ],
  Contests: [decided('Contest')],
  Contest: [decided('ContestIdentifier'), decided('TotalVotes'), any('ReportingUnitVotes')],
  ContestIdentifier: [optional('ContestName')],
  TotalVotes: VOTES,
  ReportingUnitVotes: [
    decided('ReportingUnitIdentifier'),
    optional('kr:ReportingUnitType'),
    optional('kr:SharedLocation'),
    ...VOTES,
    optional('kr:ReportingUnitInvestigations'),
  ],
  'kr:ReportingUnitInvestigations': [any('kr:Investigation')],
  Selection: [
    decided('AffiliationIdentifier', 'Candidate', 'ReferendumOptionIdentifier'),
    decidedIfThere('kr:InitialValidVotes'),
    decided('ValidVotes'),
  ],
  AffiliationIdentifier: [one('RegisteredName')],
  Candidate: [
    decided('CandidateIdentifier'),
    optional('CandidateFullName'),
    optional('Gender', 'kr:GenderAnnex'),
    optional('QualifyingAddress'),
  ],
  CandidateIdentifier: [decidedIfThere('ShortCode')],
  Result: [decided('result:Election')],
  'result:Election': [
    decided('ElectionIdentifier'),
    { of: ['result:Contest'], min: 1, max: MANY, decides: true },
  ],
  'result:Contest': [
    decided('ContestIdentifier'),
    { of: ['result:Selection'], min: 1, max: MANY, decides: false },
  ],
};

/** Groups whose members the schema lets stand in any order (its "choice that is not logical but necessary"). */
const UNORDERED: readonly (readonly string[])[] = [
  ['kr:CreationDateTime', 'kr:Schema', 'ds:CanonicalizationMethod'],
  ['kr:ElectionSubcategory', 'kr:ElectionDomain', 'kr:ElectionDate'],
];

/** Elements whose own text is read. */
export const TEXTS = [
  'TransactionId',
  'AuthorityIdentifier',
  'kr:CreationDateTime',
  'ElectionName',
  'ElectionCategory',
  'kr:ElectionSubcategory',
  'kr:ElectionDomain',
  'kr:ElectionDate',
  'ContestName',
  'ReportingUnitIdentifier',
  'RegisteredName',
  'ShortCode',
  'kr:Investigation',
] as const;

/** Elements that hold a whole number. */
export const NUMBERS = [
  'ValidVotes',
  'Cast',
  'TotalCounted',
  'RejectedVotes',
  'UncountedVotes',
  'kr:InitialValidVotes',
  'kr:InitialCast',
  'kr:InitialTotalCounted',
  'kr:InitialRejectedVotes',
  'kr:InitialUncountedVotes',
] as const;

/** A child of a node, with its rules. */
export interface ModelChild {
  readonly node: ModelNode;
  /** Place in the parent's sequence. */
  readonly rank: number;
  /** The particle it belongs to: alternatives share one. */
  readonly particle: number;
}

/** An element in its place in the model. */
export interface ModelNode {
  /** Key in CONTENT: `kr:Phase`, `result:Contest`. */
  readonly key: string;
  /** As shown in a path. */
  readonly label: string;
  readonly kind: 'elements' | 'text' | 'number' | 'other';
  readonly particles: readonly Particle[];
  /** By the number of the expanded name. */
  readonly children: (ModelChild | undefined)[];
}

const PREFIXES: Readonly<Record<string, string>> = { kr: KR_NS, ds: DS_NS, result: EML_NS };
const expand = (key: string): ExpandedName => {
  const [local, prefix] = key.split(':').reverse();
  return { uri: prefix === undefined ? EML_NS : PREFIXES[prefix]!, local: local! };
};

const ATTRIBUTES = ['Id', 'ReasonCode', 'Version', 'MethodCode', 'PhaseCode', 'ShortCode'] as const;
const FORBIDDEN = ['Seal', 'ds:Signature'] as const;

/** Every name that the reader of counts knows, elements first; a name's number is its place. */
export const KNOWN: readonly ExpandedName[] = distinct([
  ...Object.values(CONTENT).flatMap((particles) => particles.flatMap(({ of }) => of.map(expand))),
  ...FORBIDDEN.map(expand),
  ...ATTRIBUTES.map((local) => ({ uri: '', local })),
]);

function distinct(names: ExpandedName[]): ExpandedName[] {
  const known = new Map(names.map((name) => [`${name.uri} ${name.local}`, name]));
  return [...known.values()];
}

const numberOf = ({ uri, local }: ExpandedName): number =>
  KNOWN.findIndex((name) => name.uri === uri && name.local === local);

/** The number of an attribute without a prefix. */
export const ATTRIBUTE = Object.fromEntries(
  ATTRIBUTES.map((local) => [local, numberOf({ uri: '', local })]),
) as Readonly<Record<(typeof ATTRIBUTES)[number], number>>;

/** The number of the element of which a file has one for every list and candidate. */
export const SELECTION = numberOf(expand('Selection'));

/** Elements that make a file a signed one of another kind: not allowed inside (domain: the signature stands beside it). */
export const FORBIDDEN_NUMBERS: ReadonlySet<number> = new Set(FORBIDDEN.map((key) => numberOf(expand(key))));

/** Elements the platform decides on: standing anywhere but in their place they would let two readers disagree. */
export const DECIDED_NUMBERS: ReadonlySet<number> = new Set(
  Object.values(CONTENT)
    .flatMap((particles) => particles.filter(({ decides }) => decides).flatMap(({ of }) => of))
    .concat('Selection', 'ReportingUnitVotes', 'UncountedVotes')
    .map((key) => numberOf(expand(key))),
);

const nodes = new Map<string, ModelNode>();

/** The node of a key of the model. */
export function modelNode(key: string): ModelNode {
  const known = nodes.get(key);
  if (known !== undefined) return known;
  const particles = CONTENT[key] ?? [];
  const node: ModelNode = {
    key,
    label: key.replace(/^(result|ds):/, ''),
    kind: kindOf(key),
    particles,
    children: new Array<ModelChild | undefined>(KNOWN.length).fill(undefined),
  };
  nodes.set(key, node);
  particles.forEach(({ of }, particle) => {
    for (const child of of) {
      node.children[numberOf(expand(child))] = {
        node: modelNode(child),
        rank: rankOf(particles, particle),
        particle,
      };
    }
  });
  return node;
}

function kindOf(key: string): ModelNode['kind'] {
  if ((NUMBERS as readonly string[]).includes(key)) return 'number';
  if ((TEXTS as readonly string[]).includes(key)) return 'text';
  return key in CONTENT ? 'elements' : 'other';
}

/** The members of an unordered group share the rank of the first of them. */
function rankOf(particles: readonly Particle[], particle: number): number {
  const group = UNORDERED.find((keys) => keys.includes(particles[particle]!.of[0]!));
  return group === undefined ? particle : particles.findIndex(({ of }) => group.includes(of[0]!));
}
