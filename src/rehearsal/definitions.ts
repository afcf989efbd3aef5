import { addDays, nominationDay } from '../elections/calendar.js';
import type { Category, ElectionDefinition, Region, RegionRef } from '../elections/definition.js';
import { DISTRICTS } from './geography.js';
import { rehearsalParties } from './parties.js';

/** How many days after the seeding the rehearsal's elections vote. */
const DAYS_TO_VOTING = 14;

/** The facts of a rehearsal election that its category does not settle. */
type Draft = Omit<
  ElectionDefinition,
  'nominationDate' | 'registeredParties' | 'schemaVersion' | 'created' | 'preferenceThreshold'
>;

/**
 * The three made-up elections of the rehearsal, voting 14 days after `today` (`YYYY-MM-DD`): a Tweede Kamer with the real 20
 * kieskringen, 342 gemeenten and 3 openbare lichamen; a gemeenteraad; a waterschap. Ids carry the year of the voting
 * day. The same day always gives the same elections.
 */
export function rehearsalElections(today: string): readonly ElectionDefinition[] {
  const electionDate = addDays(today, DAYS_TO_VOTING);
  const year = electionDate.slice(0, 4);
  return [
    lowerHouse(electionDate, year),
    council(electionDate, year),
    waterAuthority(electionDate, year),
  ].map((draft) => complete(draft, today));
}

function complete(draft: Draft, today: string): ElectionDefinition {
  const nominationDate = nominationDay(draft.electionDate, draft.category) ?? draft.electionDate;
  return {
    ...draft,
    nominationDate,
    preferenceThreshold: 25,
    registeredParties: rehearsalParties(draft).map((party) => party.name),
    schemaVersion: '1.2.2',
    created: `${today}T09:00:00.000`,
  };
}

function lowerHouse(electionDate: string, year: string): Draft {
  const state: RegionRef = { category: 'STAAT', number: null };
  const districts = DISTRICTS.flatMap((district) => {
    const kieskring = region('KIESKRING', district.number, district.name, state);
    const inside = district.municipalities.map(({ code, name }) =>
      region('GEMEENTE', Number(code), name, ref(kieskring)),
    );
    return [kieskring, ...inside];
  });
  return {
    ...named('TK', `TK${year}`, `Tweede Kamer der Staten-Generaal ${year} (oefening)`),
    subcategory: 'TK',
    domain: null,
    electionDate,
    seats: 150,
    contest: 'alle',
    regions: [region('STAAT', null, 'Nederland', null), ...districts],
  };
}

function council(electionDate: string, year: string): Draft {
  const name = 'West Maas en Waal';
  return {
    ...named('GR', `GR${year}_Voorbeeld`, `Gemeenteraad ${name} ${year} (oefening)`),
    subcategory: 'GR2',
    domain: { code: '0668', name },
    electionDate,
    seats: 19,
    contest: 'geen',
    regions: [region('GEMEENTE', 668, name, null)],
  };
}

/** Number 29 of the waterschappen is nobody's; so is its name. The gemeenten in it are real ones of Gelderland. */
function waterAuthority(electionDate: string, year: string): Draft {
  const name = 'Voorbeeldwater';
  const top = region('WATERSCHAP', 29, name, null);
  const kieskring = region('KIESKRING', 1, name, ref(top));
  const inside = DISTRICTS.filter((district) => district.number === 6)
    .flatMap((district) => district.municipalities)
    .map(({ code, name: place }) => region('GEMEENTE', Number(code), place, ref(kieskring)));
  return {
    ...named('AB', `AB${year}_${name}`, `Algemeen bestuur van het waterschap ${name} ${year} (oefening)`),
    subcategory: 'AB2',
    domain: { code: '29', name },
    electionDate,
    seats: 26,
    contest: 'geen',
    regions: [top, kieskring, ...inside],
  };
}

function named(category: Category, id: string, name: string): Pick<Draft, 'category' | 'id' | 'name'> {
  return { category, id, name };
}

function region(
  category: Region['category'],
  number: number | null,
  name: string,
  superior: RegionRef | null,
): Region {
  return { category, number, name, superior, romanNumerals: false };
}

function ref({ category, number }: Region): RegionRef {
  return { category, number };
}
