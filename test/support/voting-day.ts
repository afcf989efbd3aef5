import { DecideElection } from '../../src/setup/decide-election.js';
import type { Standing } from '../../src/setup/decision-changes.js';
import type { ElectionDefinition } from '../../src/elections/definition.js';
import { OfferMany } from '../../src/setup/offer-many.js';
import { ISLANDS } from '../../src/kernel/committee.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { DISTRICTS, type Municipality } from '../../src/rehearsal/geography.js';
import type { TestApp, TestPerson } from './app.js';
import { aDefinition, aRegion } from './definition.js';

/** The day on which provincial councils, water authorities and, on the islands, island councils are chosen. */
export const VOTING_DAY = '2027-03-17';

/** A province of the test: its TK kieskringen stand for those of a PS, and the seat of its CSB. */
const PROVINCES: readonly (readonly [name: string, seat: string, districts: readonly number[]])[] = [
  ['Groningen', '0014', [1]],
  ['Fryslan', '0080', [2]],
  ['Drenthe', '0106', [3]],
  ['Overijssel', '0193', [4]],
  ['Flevoland', '0995', [5]],
  ['Gelderland', '0202', [6, 7]],
  ['Utrecht', '0344', [8]],
  ['NoordHolland', '0392', [9, 10, 11]],
  ['ZuidHolland', '0518', [12, 13, 14, 15]],
  ['Zeeland', '0687', [16]],
  ['NoordBrabant', '0796', [17, 18]],
  ['Limburg', '0935', [19]],
];
/** Numbers in EML_NL of the 21 waterschappen. */
const WATERS = [1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 23, 25, 29];

/** An election of the day, with where its CSB and HSBs have their seat (by committee code). */
export interface DayElection {
  readonly definition: ElectionDefinition;
  readonly seats: Readonly<Record<string, string>>;
}

/**
 * 12 provincial councils, 21 water authorities and 3 island councils. Of each TK kieskring only its first `perDistrict` gemeenten are there; every
 * gemeente votes for its province and for one waterschap.
 */
export function dayOfProvinces(perDistrict: number): readonly DayElection[] {
  const of = (district: number) => DISTRICTS[district - 1]!.municipalities.slice(0, perDistrict);
  const all = PROVINCES.flatMap(([, , districts]) => districts.flatMap(of));
  const provincial = PROVINCES.map(([name, seat, districts]): DayElection => {
    const several = districts.length > 1;
    const state = { category: 'PROVINCIE', number: null } as const;
    const regions = districts.flatMap((district, i) => {
      const above = several ? ({ category: 'KIESKRING', number: i + 1 } as const) : null;
      const towns = of(district).map((town) => aRegion('GEMEENTE', Number(town.code), town.name, above));
      return several ? [aRegion('KIESKRING', i + 1, DISTRICTS[district - 1]!.name, state), ...towns] : towns;
    });
    const hsbs = several
      ? districts.map((district, i) => [`HSB${i + 1}`, of(district)[0]!.code] as const)
      : [];
    return {
      definition: aDefinition({
        ...{ id: `PS2027_${name}`, name: `Provinciale Staten ${name} 2027`, category: 'PS' },
        ...{ subcategory: several ? 'PS2' : 'PS1', domain: { code: null, name }, seats: 41 },
        ...{ contest: several ? 'alle' : 'geen', electionDate: VOTING_DAY },
        regions: several ? [aRegion('PROVINCIE', null, name), ...regions] : regions,
      }),
      seats: Object.fromEntries([['CSB', seat], ...hsbs]),
    };
  });
  const water = WATERS.map((number, i): DayElection => ({
    definition: aDefinition({
      ...{ id: `AB2027_W${number}`, name: `Waterschap ${number} 2027`, category: 'AB', subcategory: 'AB2' },
      ...{ domain: { code: String(number), name: `Water ${number}` }, seats: 23, contest: 'geen' },
      electionDate: VOTING_DAY,
      regions: all.filter((_, n) => n % WATERS.length === i).map(townRegion),
    }),
    seats: {},
  }));
  return [
    ...provincial,
    ...water.filter(({ definition }) => definition.regions.length > 0),
    ...ISLAND_COUNCILS,
  ];
}

const ISLAND_COUNCILS = Object.entries(ISLANDS).map(([code, name]): DayElection => {
  const id = `ER2027_${name.replaceAll(' ', '')}`;
  return {
    definition: aDefinition({
      ...{
        id,
        name: `Eilandsraad ${name} 2027`,
        category: 'ER',
        subcategory: 'ER1',
        seats: 9,
        contest: 'geen',
      },
      ...{
        domain: { code, name },
        electionDate: VOTING_DAY,
        regions: [aRegion('GEMEENTE', Number(code), name)],
      },
    }),
    seats: {},
  };
});

/** Two of the Kiesraad: what one enters the other confirms. */
export type Two = readonly [first: TestPerson, second: TestPerson];

/** One offers the 110a of each election, the other confirms them all with copies of their own. Gives how many. */
export async function setUpByTwo(
  app: TestApp,
  elections: readonly DayElection[],
  [first, second]: Two,
): Promise<number> {
  const files = elections.map(({ definition }) => ({
    name: `${definition.id}.eml.xml`,
    bytes: Buffer.from(writeDefinition(definition)),
  }));
  const many = app.get(OfferMany);
  const refused = (await many.offer(files, { byOwnCommittee: false }, first.actor)).filter(
    (each) => each.refused !== null,
  );
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  const equal = (await many.compare(files, second.actor)).filter((each) => each.equal);
  return await many.confirm(
    equal.map(({ fingerprint }) => fingerprint),
    second.actor,
  );
}

/** One decides something of an election, with why; the other confirms it where that is asked. */
export async function decideByTwo(
  app: TestApp,
  electionId: string,
  { wish, why }: { readonly wish: (now: Standing) => Standing; readonly why: string },
  [first, second]: Two,
): Promise<void> {
  const decide = app.get(DecideElection);
  if (await decide.run(electionId, wish, why, first.actor)) await decide.confirm(electionId, second.actor);
}

const townRegion = ({ code, name }: Municipality) => aRegion('GEMEENTE', Number(code), name);
