import { KR_NS } from '../verify/eml/names.js';
import { children, type XmlElement } from '../verify/eml/xml-tree.js';
import type { DefinitionElements } from './definition-elements.js';
import {
  REGION_CATEGORIES,
  regionKey,
  type Region,
  type RegionCategory,
  type RegionRef,
} from './definition.js';

/** More regions than any election of the Netherlands has: 342 gemeenten, their kieskringen and provinces. */
const MAX_REGIONS = 2000;

/** RegionNumber is an xs:short in the schema; a negative one names nothing. */
const MAX_NUMBER = 32_767;

/**
 * Reads kr:ElectionTree. Gives the regions in the order of the file; every problem found goes to `elements`: no tree, an
 * empty one, unknown categories, numbers that are none, the same region twice, superiors that are not there, and cycles.
 * Gives none when one region cannot be read: what lies in it would be told as a second mistake.
 */
export function readTree(elements: DefinitionElements, election: XmlElement): readonly Region[] {
  const tree = elements.need(election, KR_NS, 'ElectionTree', [
    'tree.missing',
    'De indeling in regio’s (ElectionTree) ontbreekt. Zonder die indeling zijn er geen stembureaus.',
  ]);
  if (!tree) return [];
  const nodes = children(tree, KR_NS, 'Region');
  if (nodes.length === 0) {
    elements.refuse('tree.empty', 'De indeling in regio’s (ElectionTree) is leeg.', tree);
  }
  if (nodes.length > MAX_REGIONS) {
    elements.refuse('tree.size', `Er staan meer dan ${MAX_REGIONS} regio’s in.`, tree);
    return [];
  }
  const found = nodes.map((node) => ({ node, region: readRegion(elements, node) }));
  const regions = found.flatMap(({ node, region }) => (region ? [{ node, region }] : []));
  if (regions.length < found.length) return [];
  checkUnique(elements, regions);
  checkSuperiors(elements, regions);
  return regions.map(({ region }) => region);
}

interface Located {
  readonly node: XmlElement;
  readonly region: Region;
}

function readRegion(elements: DefinitionElements, node: XmlElement): Region | null {
  const category = readCategory(elements, node, 'RegionCategory');
  const number = readNumber(elements, node, 'RegionNumber', category);
  const superior = readSuperior(elements, node);
  const nameNode = elements.child(node, KR_NS, 'RegionName');
  const name = nameNode ? elements.text(nameNode) : '';
  if (name === '') elements.refuse('region.name', 'Een regio heeft geen naam (RegionName).', node);
  if (!category || number === undefined || superior === undefined || name === '') return null;
  const roman = elements.attribute(node, 'RomanNumerals');
  return { category, number, name, superior, romanNumerals: roman === 'true' || roman === '1' };
}

function readSuperior(elements: DefinitionElements, node: XmlElement): RegionRef | null | undefined {
  const named = elements.attribute(node, 'SuperiorRegionCategory') !== null;
  if (!named && elements.attribute(node, 'SuperiorRegionNumber') === null) return null;
  const category = readCategory(elements, node, 'SuperiorRegionCategory');
  const number = readNumber(elements, node, 'SuperiorRegionNumber', null);
  return category && number !== undefined ? { category, number } : undefined;
}

function readCategory(elements: DefinitionElements, node: XmlElement, name: string): RegionCategory | null {
  const value = elements.attribute(node, name);
  const known = REGION_CATEGORIES.find((category) => category === value);
  if (known) return known;
  elements.refuse('region.category', `${name} “${value ?? ''}” is geen soort regio van EML_NL.`, node);
  return null;
}

/** Null when there is none, which only some categories allow; undefined when it is no usable number. */
function readNumber(
  elements: DefinitionElements,
  node: XmlElement,
  name: string,
  category: RegionCategory | null,
): number | null | undefined {
  const value = elements.attribute(node, name);
  const needed = category === 'GEMEENTE' || category === 'KIESKRING';
  if (value === null && !needed) return null;
  const number = value !== null && /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  const highest = category === 'GEMEENTE' ? 9999 : MAX_NUMBER;
  if (number <= highest && !(category === 'KIESKRING' && number === 0)) return number;
  elements.refuse('region.number', `${name} “${value ?? ''}” is geen nummer van een regio.`, node);
  return undefined;
}

function checkUnique(elements: DefinitionElements, regions: readonly Located[]): void {
  const seen = new Set<string>();
  for (const { node, region } of regions) {
    const key = regionKey(region);
    if (seen.has(key)) {
      elements.refuse('region.twice', `De regio ${label(region)} staat er twee keer in.`, node);
    }
    seen.add(key);
  }
}

function checkSuperiors(elements: DefinitionElements, regions: readonly Located[]): void {
  const byKey = new Map(regions.map(({ region }) => [regionKey(region), region]));
  const sound = new Set<Region>();
  for (const { node, region } of regions) {
    if (region.superior && !byKey.has(regionKey(region.superior))) {
      const above = label(region.superior);
      elements.refuse(
        'region.superior',
        `De regio ${label(region)} ligt in ${above}, maar die staat er niet in.`,
        node,
      );
    } else if (!reachesTop(region, byKey, sound)) {
      elements.refuse('region.cycle', `De regio ${label(region)} ligt in zichzelf.`, node);
    }
  }
}

/** Walks up until a region already known to be sound; each region is walked once, so this stays linear. */
function reachesTop(start: Region, byKey: ReadonlyMap<string, Region>, sound: Set<Region>): boolean {
  const path = new Set<Region>();
  let at: Region | undefined = start;
  while (at && !sound.has(at)) {
    if (path.has(at)) return false;
    path.add(at);
    at = at.superior ? byKey.get(regionKey(at.superior)) : undefined;
  }
  for (const region of path) sound.add(region);
  return true;
}

function label({ category, number }: RegionRef): string {
  return number === null ? category : `${category} ${number}`;
}
