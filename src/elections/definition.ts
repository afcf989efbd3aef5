import type { EmlVersion } from '../kernel/eml-ids.js';
/** Categories of EML_NL (kr:ElectionCategoryType, the same in 1.2.2 and 1.3). */
export const CATEGORIES = [
  'EK',
  'TK',
  'EP',
  'PS',
  'AB',
  'GR',
  'BC',
  'GC',
  'ER',
  'NR',
  'PR',
  'LR',
  'IR',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Subcategories of EML_NL (kr:ElectionSubcategoryType), with the category each belongs to. */
export const SUBCATEGORIES = {
  PS1: 'PS',
  PS2: 'PS',
  AB1: 'AB',
  AB2: 'AB',
  GR1: 'GR',
  GR2: 'GR',
  BC: 'BC',
  GC: 'GC',
  ER1: 'ER',
  TK: 'TK',
  EK: 'EK',
  EP: 'EP',
  NR: 'NR',
  PR: 'PR',
  LR: 'LR',
  IR: 'IR',
} as const satisfies Readonly<Record<string, Category>>;
export type Subcategory = keyof typeof SUBCATEGORIES;

/** Elections that the Kieswet is not about: the Kiesraad has no task there (A 3 d), and nobody declares (Ea 6). */
const OUTSIDE_THE_ACT: readonly Category[] = ['BC', 'GC', 'NR', 'PR', 'LR', 'IR'];

/** Whether the Kieswet is about this election, and with it the Kiesraad's tasks and the declaration of Ea 6. */
export function underElectionsAct(category: Category): boolean {
  return !OUTSIDE_THE_ACT.includes(category);
}

/** Region categories of EML_NL (kr:RegionCategoryType). */
export const REGION_CATEGORIES = [
  'DEELGEMEENTE',
  'GEMEENTE',
  'KIESKRING',
  'PROVINCIE',
  'PROVINCIAAL_KIESKRING',
  'PROVINCIAAL_STEMBUREAU',
  'STAAT',
  'STEMBUREAU',
  'WATERSCHAP',
  'WATERSCHAP_KIESKRING',
  'WATERSCHAP_GEMEENTE',
] as const;
export type RegionCategory = (typeof REGION_CATEGORIES)[number];

/** Names one region of the tree. `number` is null where the 110a gives none (STAAT); it has no leading zeros. */
export interface RegionRef {
  readonly category: RegionCategory;
  readonly number: number | null;
}

/** A region of the election tree. Its kr:Committee elements are not read: real files list committees that do not exist. */
export interface Region extends RegionRef {
  readonly name: string;
  /** The region this one lies in; null at the top. It stands in the same tree. */
  readonly superior: RegionRef | null;
  /** The contests of this region are numbered with roman numerals. */
  readonly romanNumerals: boolean;
}

/** The body that is elected. `code` is null for a province, which has none. */
export interface Domain {
  readonly code: string | null;
  readonly name: string;
}

/**
 * An election as its 110a (verkiezingsdefinitie) defines it, checked against the rules of the Kieswet that a 110a must
 * keep (see `readDefinition`). Plain data: it may be stored as JSON.
 */
export interface ElectionDefinition {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly subcategory: Subcategory;
  /** Null only for TK, EP and EK. */
  readonly domain: Domain | null;
  /** Voting day, `YYYY-MM-DD`. */
  readonly electionDate: string;
  /** Day of kandidaatstelling, `YYYY-MM-DD`. */
  readonly nominationDate: string;
  readonly seats: number;
  /** Voorkeurdrempel, in percent of the kiesdeler. */
  readonly preferenceThreshold: number;
  /** Contest id of the 110a: `geen`, `alle`, a number or a roman numeral. */
  readonly contest: string;
  /** The election tree, in the order of the file. Unique by category and number; every superior is among them. */
  readonly regions: readonly Region[];
  /** Registered names of political groups, in the order of the file. */
  readonly registeredParties: readonly string[];
  readonly schemaVersion: EmlVersion;
  /** kr:CreationDateTime as written in the file (OSV writes no time zone). */
  readonly created: string;
}

/** The elections in which several electoral districts count, each with an HSB between the gemeente and the CSB. */
export function hasDistricts(definition: Pick<ElectionDefinition, 'subcategory'>): boolean {
  return ['TK', 'EP', 'PS2'].includes(definition.subcategory);
}

/** `GEMEENTE:37`, `STAAT:`: a region as one key, for maps. */
export function regionKey(ref: RegionRef): string {
  return `${ref.category}:${ref.number ?? ''}`;
}

/** A CBS code as an authority id: four digits with leading zeros (`37` becomes `0037`). */
export function authorityCode(number: number): string {
  return String(number).padStart(4, '0');
}
