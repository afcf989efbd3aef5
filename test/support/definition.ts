import type { ElectionDefinition, Region, RegionRef } from '../../src/elections/definition.js';

/** A region for a definition in a test. */
export function aRegion(
  category: Region['category'],
  number: number | null,
  name: string,
  superior: RegionRef | null = null,
): Region {
  return { category, number, name, superior, romanNumerals: false };
}

const STATE: RegionRef = { category: 'STAAT', number: null };
const district = (number: number): RegionRef => ({ category: 'KIESKRING', number });

/** A small country: kieskring 12 with two gemeenten, 14 with one, 20 with an island. */
export const SMALL_COUNTRY: readonly Region[] = [
  aRegion('STAAT', null, 'Nederland'),
  aRegion('KIESKRING', 12, "'s-Gravenhage", STATE),
  aRegion('GEMEENTE', 518, "'s-Gravenhage", district(12)),
  aRegion('KIESKRING', 14, 'Dordrecht', STATE),
  aRegion('GEMEENTE', 505, 'Dordrecht', district(14)),
  aRegion('GEMEENTE', 37, 'Stadskanaal', district(14)),
  aRegion('KIESKRING', 20, 'Bonaire', STATE),
  aRegion('GEMEENTE', 9001, 'Bonaire', district(20)),
];

/** A definition of a Tweede Kamer over the small country; what a test is about is given. */
export function aDefinition(given: Partial<ElectionDefinition> = {}): ElectionDefinition {
  return {
    id: 'TK2027',
    name: 'Tweede Kamer 2027',
    category: 'TK',
    subcategory: 'TK',
    domain: null,
    electionDate: '2027-03-17',
    nominationDate: '2027-02-01',
    seats: 150,
    preferenceThreshold: 25,
    contest: 'alle',
    regions: SMALL_COUNTRY,
    registeredParties: ['Partij voor de Proef'],
    schemaVersion: '1.2.2',
    created: '2027-02-05T12:00:00',
    ...given,
  };
}

/** A definition of a gemeenteraad of Stadskanaal. */
export function aCouncilDefinition(given: Partial<ElectionDefinition> = {}): ElectionDefinition {
  return aDefinition({
    id: 'GR2027_Stadskanaal',
    name: 'Gemeenteraad Stadskanaal 2027',
    category: 'GR',
    subcategory: 'GR2',
    domain: { code: '0037', name: 'Stadskanaal' },
    seats: 23,
    contest: 'geen',
    regions: [aRegion('GEMEENTE', 37, 'Stadskanaal')],
    ...given,
  });
}
