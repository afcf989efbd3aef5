import type { XmlElement } from '../verify/eml/xml-tree.js';
import type { DefinitionElements } from './definition-elements.js';
import { districtFinder } from './committees.js';
import { hasDistricts, type Category, type Domain, type Region, type Subcategory } from './definition.js';

/** Smallest and largest gemeenteraad (Gemeentewet 8). */
const COUNCIL_SEATS = { fewest: 9, most: 45 };

/** From this many seats on a body is a large one: GR2 and AB2, voorkeurdrempel 25 % (Kieswet P 15, P 17-P 18). */
const LARGE_BODY = 19;

/** What the rules of seats and threshold look at; null is what could not be read, and then not judged. */
export interface SeatFacts {
  readonly category: Category | null;
  readonly subcategory: Subcategory | null;
  readonly seats: number | null;
  readonly threshold: number | null;
}

/**
 * Seats, subcategory and voorkeurdrempel must tell the same story: GR1 and AB1 have fewer than 19 seats and 50 %, GR2 and
 * AB2 19 or more and 25 %; a gemeenteraad has 9 to 45. The threshold is judged by the subcategory, and only when that and
 * the seats agree: otherwise one mistake would be told as two.
 */
export function checkSeats(elements: DefinitionElements, facts: SeatFacts, election: XmlElement): void {
  const { category, subcategory, seats, threshold } = facts;
  if (category === 'GR' && seats !== null && (seats < COUNCIL_SEATS.fewest || seats > COUNCIL_SEATS.most)) {
    elements.refuse(
      'seats.range',
      `Een gemeenteraad heeft 9 tot en met 45 zetels; hier staat ${seats}.`,
      election,
    );
    return;
  }
  const size = sizeOf(subcategory);
  if (!subcategory || !size) return;
  if (seats !== null && size === 'large' && seats < LARGE_BODY) {
    elements.refuse(
      'seats.tooFew',
      `${subcategory} betekent 19 zetels of meer; hier staat ${seats}.`,
      election,
    );
  } else if (seats !== null && size === 'small' && seats >= LARGE_BODY) {
    elements.refuse(
      'seats.tooMany',
      `${subcategory} betekent minder dan 19 zetels; hier staat ${seats}.`,
      election,
    );
  } else if (threshold !== null && size === 'small' && threshold !== 50) {
    elements.refuse('threshold.smallBody', thresholdDetail(subcategory, 50, threshold), election);
  } else if (threshold !== null && size === 'large' && threshold !== 25) {
    elements.refuse('threshold.largeBody', thresholdDetail(subcategory, 25, threshold), election);
  }
}

function sizeOf(subcategory: Subcategory | null): 'small' | 'large' | null {
  if (subcategory === 'GR1' || subcategory === 'AB1') return 'small';
  return subcategory === 'GR2' || subcategory === 'AB2' ? 'large' : null;
}

function thresholdDetail(subcategory: Subcategory, due: number, found: number): string {
  return `Bij ${subcategory} hoort een voorkeurdrempel van ${due} procent; hier staat ${found}.`;
}

/** What the rules of the tree look at. */
export interface TreeFacts {
  readonly category: Category | null;
  readonly subcategory: Subcategory | null;
  readonly domain: Domain | null;
  readonly regions: readonly Region[];
}

/**
 * The tree must give every file a way: somewhere a gemeente that counts (not for EK); exactly one in a GR; one kieskring at
 * most in PS1 and at least two in PS2; and every gemeente in a kieskring where an HSB stands above it (TK, EP, PS2). A GR
 * whose domain names another gemeente than its region is refused: its files would carry an id that nobody has.
 */
export function checkTree(elements: DefinitionElements, facts: TreeFacts, election: XmlElement): void {
  const { category, regions } = facts;
  if (!category || category === 'EK' || regions.length === 0) return;
  const municipalities = regions.filter((region) => region.category === 'GEMEENTE');
  const fits = category === 'GR' ? municipalities.length === 1 : municipalities.length > 0;
  if (!fits) {
    const due = category === 'GR' ? 'precies één gemeente' : 'minstens één gemeente';
    elements.refuse(
      'tree.municipalities',
      `Bij ${category} hoort ${due}; hier staan er ${municipalities.length}.`,
      election,
    );
  }
  checkDistricts(elements, facts, municipalities, election);
  const [only] = municipalities;
  const code = facts.domain?.code;
  if (category === 'GR' && only?.number && code && Number(code) !== only.number) {
    elements.refuse(
      'domain.region',
      `Het domein is gemeente ${code}, maar de regio is gemeente ${only.number}. Bestanden passen dan bij geen van beide.`,
      election,
    );
  }
}

function checkDistricts(
  elements: DefinitionElements,
  { category, subcategory, regions }: TreeFacts,
  municipalities: readonly Region[],
  election: XmlElement,
): void {
  const districts = regions.filter((region) => region.category === 'KIESKRING').length;
  const wrong = (subcategory === 'PS1' && districts > 1) || (subcategory === 'PS2' && districts < 2);
  if (wrong) {
    const due = subcategory === 'PS1' ? 'één kieskring' : 'twee of meer kieskringen';
    elements.refuse(
      'tree.districts',
      `${subcategory} betekent ${due}; hier staan er ${districts}.`,
      election,
    );
  }
  const byDistrict = category === 'TK' || category === 'EP' || (subcategory && hasDistricts({ subcategory }));
  if (!byDistrict) return;
  const districtOf = districtFinder(regions);
  const outside = municipalities.filter((region) => !districtOf(region));
  if (outside.length === 0) return;
  const names = outside.slice(0, 3).map((region) => region.name);
  const rest = outside.length > names.length ? ` en ${outside.length - names.length} andere` : '';
  elements.refuse(
    'tree.outsideDistrict',
    `Deze gemeenten liggen in geen kieskring, dus hun telling heeft geen hoofdstembureau: ${names.join(', ')}${rest}.`,
    election,
  );
}
