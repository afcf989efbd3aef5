import { committeeKey, ISLANDS, type CommitteeRef } from '../kernel/committee.js';
import {
  authorityCode,
  hasDistricts,
  regionKey,
  underElectionsAct,
  type ElectionDefinition,
  type Region,
} from './definition.js';
import { THE_HAGUE, type ElectionSettings } from './settings.js';

/** A body of one election. The pair level + code names it; the name is for people only. */
export interface ElectionCommittee extends CommitteeRef {
  /** For instance `Gemeentelijk stembureau Haarlem`. */
  readonly name: string;
  /** Name of its gemeente, kieskring or domain, for lists and headings. */
  readonly place: string;
  /** Code of the HSB above it (`HSB10`); null where no HSB stands between it and the CSB. */
  readonly district: string | null;
  /** Code of the burgemeester (gezaghebber) who receives its file; null for HSB, CSB (but of an island) and recipients. */
  readonly mayor: string | null;
}

/** Finds the kieskring a region lies in, itself included; null where it lies in none. The tree is indexed once. */
export function districtFinder(regions: readonly Region[]): (region: Region) => Region | null {
  const byKey = new Map(regions.map((region) => [regionKey(region), region]));
  return (start) => {
    let at: Region | undefined = start;
    for (let steps = 0; at && steps <= regions.length; steps++) {
      if (at.category === 'KIESKRING') return at;
      at = at.superior ? byKey.get(regionKey(at.superior)) : undefined;
    }
    return null;
  };
}

/**
 * Authority id of a GEMEENTE region: its number as four digits. A made-up GR may number its only region 0 and name the
 * gemeente by its domain: then that one counts (inferred).
 */
function municipalityCode(definition: ElectionDefinition, region: Region): string {
  const code = definition.domain?.code;
  if (region.number === 0 && definition.category === 'GR' && code?.length === 4) return code;
  return authorityCode(region.number ?? 0);
}

/**
 * Every body of an election, derived from its 110a and the Kiesraad's settings: one CSB, a GSB per GEMEENTE region, an HSB
 * per KIESKRING region for TK, EP and PS2 only, the NBSB and further islands by the settings (TK and EP), a burgemeester
 * per gemeente, and the Kiesraad that collects (A 3 d) what the Kieswet is about. An island in the tree is listed even when it does not take part, so that its file can
 * be shown as not due. EK has nothing below the CSB (U 3a). Unique by level and code; in the order CSB, HSB, GSB, SOL,
 * NBSB, MAYOR, COUNCIL.
 */
export function committeesOf(
  definition: ElectionDefinition,
  settings: ElectionSettings,
): readonly ElectionCommittee[] {
  const top = [central(definition)];
  if (definition.category === 'EK') return [...top, COUNCIL];
  const districts = hasDistricts(definition) ? districtCommittees(definition) : [];
  const municipal = municipalCommittees(definition);
  const national = definition.category === 'TK' || definition.category === 'EP';
  const islands = national ? addedIslands(definition, settings, municipal) : [];
  const postal = national && settings.nbsb !== null ? [postalCommittee(settings.nbsb)] : [];
  const counting = [
    ...municipal.filter((c) => c.level === 'GSB'),
    ...sols([...municipal, ...islands]),
    ...postal,
  ];
  const council = underElectionsAct(definition.category) ? [COUNCIL] : [];
  return [...top, ...districts, ...counting, ...mayors(counting), ...council];
}

/** The committee with this level and code; null when the election has none. */
export function findCommittee(
  committees: readonly ElectionCommittee[],
  ref: CommitteeRef,
): ElectionCommittee | null {
  let found = INDEXES.get(committees);
  if (found === undefined) {
    found = new Map([...committees].reverse().map((committee) => [committeeKey(committee), committee]));
    INDEXES.set(committees, found);
  }
  return found.get(committeeKey(ref)) ?? null;
}

/** What people call a committee; its code where the election has none such. */
export function committeeName(committees: readonly ElectionCommittee[], ref: CommitteeRef): string {
  return findCommittee(committees, ref)?.name ?? ref.code;
}

/** A Tweede Kamer has 700: looked for on every delivery and every line of a list. A list never changes. */
const INDEXES = new WeakMap<readonly ElectionCommittee[], ReadonlyMap<string, ElectionCommittee>>();

const COUNCIL: ElectionCommittee = {
  level: 'COUNCIL',
  code: 'COUNCIL',
  name: 'Kiesraad (verzamelt de uitslagen)',
  place: 'Kiesraad',
  district: null,
  mayor: null,
};

const isMunicipality = ({ category }: Region) => category === 'GEMEENTE';

function central(definition: ElectionDefinition): ElectionCommittee {
  const place = definition.domain?.name ?? 'Kiesraad';
  const name = definition.domain ? `Centraal stembureau ${place}` : 'Centraal stembureau (Kiesraad)';
  const island = definition.category === 'ER' ? definition.regions.find(isMunicipality) : undefined;
  const mayor = island === undefined ? null : municipalityCode(definition, island);
  return { level: 'CSB', code: 'CSB', name, place, district: null, mayor };
}

function districtCommittees(definition: ElectionDefinition): ElectionCommittee[] {
  return definition.regions
    .filter((region) => region.category === 'KIESKRING')
    .map((region) => ({
      level: 'HSB',
      code: `HSB${region.number ?? 0}`,
      name: `Hoofdstembureau ${region.name}`,
      place: region.name,
      district: null,
      mayor: null,
    }));
}

function municipalCommittees(definition: ElectionDefinition): ElectionCommittee[] {
  const withDistrict = hasDistricts(definition);
  const districtOf = districtFinder(definition.regions);
  return definition.regions.filter(isMunicipality).map((region) => {
    const district = withDistrict ? districtOf(region) : null;
    const superior = district ? `HSB${district.number ?? 0}` : null;
    return countingCommittee(municipalityCode(definition, region), region.name, superior);
  });
}

function countingCommittee(code: string, place: string, district: string | null): ElectionCommittee {
  const island = code in ISLANDS;
  const title = island ? 'Stembureau openbaar lichaam' : 'Gemeentelijk stembureau';
  return { level: island ? 'SOL' : 'GSB', code, name: `${title} ${place}`, place, district, mayor: code };
}

/** Islands that take part and that the tree does not name: they belong to kieskring 20 where the election has one. */
function addedIslands(
  definition: ElectionDefinition,
  settings: ElectionSettings,
  present: readonly ElectionCommittee[],
): ElectionCommittee[] {
  const has20 = definition.regions.some((r) => r.category === 'KIESKRING' && r.number === 20);
  const district = hasDistricts(definition) && has20 ? 'HSB20' : null;
  return settings.islands
    .filter((code) => !present.some((committee) => committee.code === code))
    .map((code) => countingCommittee(code, ISLANDS[code] ?? code, district));
}

function sols(committees: readonly ElectionCommittee[]): ElectionCommittee[] {
  return committees.filter((committee) => committee.level === 'SOL');
}

function postalCommittee(code: string): ElectionCommittee {
  return {
    level: 'NBSB',
    code,
    name: 'Nationaal briefstembureau',
    place: "'s-Gravenhage (brief)",
    district: null,
    mayor: THE_HAGUE,
  };
}

function mayors(counting: readonly ElectionCommittee[]): ElectionCommittee[] {
  const byCode = new Map<string, ElectionCommittee>();
  for (const committee of counting) {
    const code = committee.mayor;
    if (code === null || byCode.has(code)) continue;
    const place = committee.level === 'NBSB' ? "'s-Gravenhage" : committee.place;
    const title = committee.level === 'SOL' ? 'Gezaghebber van' : 'Burgemeester van';
    byCode.set(code, { level: 'MAYOR', code, name: `${title} ${place}`, place, district: null, mayor: null });
  }
  return [...byCode.values()];
}
