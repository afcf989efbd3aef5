import type { Decided, ElectionDecisions } from '../elections/decisions.js';
import type { ElectionSettings } from '../elections/settings.js';

/** What holds for an election beside its 110a: decisions and settings as one, as people see and change them. */
export interface Standing {
  readonly decisions: ElectionDecisions;
  readonly settings: ElectionSettings;
}

/** What each part is called on screen, and in the log. */
export const PART_NAMES = {
  software: 'gebruik van programmatuur',
  emlVersion: 'versie van EML_NL',
  islands: 'openbare lichamen die meedoen',
  nbsb: 'nationaal briefstembureau',
  seats: 'zetels van stembureaus',
  waterAuthority: 'waterschap',
  signed: 'wat wordt ondertekend',
  signingRule: 'voorschrift voor ondertekenen',
  paperComparison: 'vergelijken met papier',
  fourEyes: 'vier ogen',
  expected510b: 'verwacht moment van de 510b',
  electoralCollege: 'kiescollege',
  bounds: 'grenzen voor opmerkelijke uitslagen',
  resultEstablished: 'dag van uitslagvaststelling',
  credentialsExamined: 'onderzoek van de geloofsbrieven',
  admission: 'toelating van de gekozenen',
  realLaneOpens: 'opening voor echte tellingen',
  resultsPublicFrom: 'moment waarop uitslagen openbaar mogen zijn',
} as const;
export type Part = keyof typeof PART_NAMES;

/** What may be decided by one, and holds for others only when a second person confirms it. */
const BY_TWO: readonly Part[] = [
  'software',
  'emlVersion',
  'islands',
  'nbsb',
  'seats',
  'waterAuthority',
  'signed',
  'realLaneOpens',
  'resultsPublicFrom',
];

/** What stands in ElectionSettings, by which committees and signatures are decided: not after the first delivery. */
const OF_SETTINGS: readonly Part[] = ['islands', 'nbsb', 'signed'];

function partsOf({
  decisions: { moments, ...decisions },
  settings,
}: Standing): Readonly<Record<Part, unknown>> {
  const signed = settings.signed.map(({ level, message }) => `${level} ${message}`).sort();
  return { ...decisions, ...moments, nbsb: settings.nbsb, islands: [...settings.islands].sort(), signed };
}

const written = (value: unknown): string =>
  JSON.stringify(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).sort(([a], [b]) => a.localeCompare(b))
      : value,
  );

/** The parts in which two differ, in the order of {@link PART_NAMES}. Order within a list says nothing. */
export function changesOf(before: Standing, after: Standing): readonly Part[] {
  const [was, becomes] = [partsOf(before), partsOf(after)];
  return (Object.keys(PART_NAMES) as Part[]).filter((part) => written(was[part]) !== written(becomes[part]));
}

/** Whether changing these needs a second person. */
export function needsSecond(changed: readonly Part[]): boolean {
  return changed.some((part) => BY_TWO.includes(part));
}

/** Whether changing these changes committees or signatures. */
export function changesSettings(changed: readonly Part[]): boolean {
  return changed.some((part) => OF_SETTINGS.includes(part));
}

/** What is decided from now on: of what was not changed as much as before, so that a default stays one. */
export function decidedBy(before: Decided, { decisions }: Standing, changed: readonly Part[]): Decided {
  const { moments, ...rest } = decisions;
  const pick = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => changed.includes(name as Part)));
  return { ...before, ...pick(rest), moments: { ...before.moments, ...pick(moments) } };
}
