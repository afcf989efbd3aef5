import { totalBefore, totalOf, type CountDocument, type CountedUnit } from './count-document.js';
import { writeCount } from './count-writer.js';
import { leaning, recounted, stationTally } from './made-tally.js';
import { SeededRandom } from './seeded-random.js';

/** A polling station of a made-up count. */
export interface Station {
  readonly number: number;
  readonly name: string;
  readonly postcode: string | null;
}

/** What a made-up 510b is made of. The same spec gives the same bytes, on every machine. */
export interface CountSpec extends Omit<CountDocument, 'type' | 'units' | 'postal'> {
  readonly seed: string;
  readonly stations: readonly Station[];
  readonly postal?: boolean;
}

/** A first count by a municipal, island or postal committee, with believable figures that add up everywhere. */
export function madeCount(spec: CountSpec): CountDocument {
  const { seed, stations, postal = false, ...rest } = spec;
  const leans = leaning(
    new SeededRandom(`leaning of ${spec.election.id}`),
    spec.lists.map((list) => list.candidates.length),
  );
  const units = stations.map((station): CountedUnit => {
    const id = `${spec.authority.id}::SB${station.number}`;
    const random = new SeededRandom(seed).for(id);
    const admitted = random.between(250, 1400);
    const eligible = admitted + random.between(80, 600);
    return {
      id,
      name: station.name,
      postcode: station.postcode,
      tally: stationTally(random, leans, {
        admitted,
        eligible,
        postal,
        voterCards: spec.election.category !== 'GR',
      }),
      before: null,
    };
  });
  return { ...rest, type: '510b', postal, units };
}

/**
 * What a next session makes of a count: one unit is counted again and has other figures. `created` is the new
 * kr:CreationDateTime. Values from before an earlier correction are no longer told, as each file compares with the
 * one it replaces.
 */
export function correctedCount(document: CountDocument, seed: string, created: string): CountDocument {
  const random = new SeededRandom(seed).for(`correction of ${document.authority.id} at ${created}`);
  const chosen = random.between(0, document.units.length - 1);
  const units = document.units.map((unit, i) =>
    i === chosen
      ? { ...unit, tally: recounted(random, unit.tally), before: unit.tally }
      : { ...unit, before: null },
  );
  return { ...document, created, units };
}

/** Who adds up, and when, for `districtCount` and `centralCount`. */
export interface Adder {
  readonly authority: { readonly id: string; readonly name: string };
  readonly contest: { readonly id: string; readonly name: string | null };
  readonly created: string;
}

/** The 510c of a district (`HSB3`): every municipality's 510b a reporting unit, and their sum. */
export function districtCount(adder: Adder, counts: readonly CountDocument[]): CountDocument {
  const unitOf = ({ authority }: CountDocument) => ({
    id: `${adder.authority.id}::${authority.id}`,
    name: authority.name,
  });
  return added('510c', adder, counts, unitOf);
}

/** The 510d: every district's 510c (or municipality's 510b where there is no district) a unit, and their sum. */
export function centralCount(adder: Adder, counts: readonly CountDocument[]): CountDocument {
  const unitOf = ({ authority, type }: CountDocument) => ({
    id: authority.id,
    name: `${type === '510c' ? 'Kieskring' : 'Gemeente'} ${authority.name}`,
  });
  return added('510d', adder, counts, unitOf);
}

function added(
  type: '510c' | '510d',
  adder: Adder,
  counts: readonly CountDocument[],
  unitOf: (count: CountDocument) => { id: string; name: string },
): CountDocument {
  const first = counts[0];
  if (first === undefined) throw new RangeError('nothing to add up');
  const units = counts.map((count) => ({
    ...unitOf(count),
    postcode: null,
    tally: totalOf(count),
    before: totalBefore(count),
  }));
  return { ...first, ...adder, type, postal: false, units };
}

const BUILDINGS = [
  'Basisschool',
  'Buurthuis',
  'Wijkcentrum',
  'Sporthal',
  'Bibliotheek',
  'Dorpshuis',
  'Verzorgingshuis',
  'Kerkgebouw',
  'Clubhuis',
  'Station',
] as const;
const NAMES = [
  'De Wilg',
  'Het Baken',
  "d'n Toren",
  'De Vlieger',
  'Zonnehoek',
  'De Schakel',
  'Het Anker',
  'De Brug',
  'Weidezicht',
  'De Meent',
  'Kievit & Lijster',
  'De Olm',
  'Ruimzicht',
] as const;

/** `count` made-up polling stations, numbered from 1, each with a postcode of its own. */
export function madeStations(seed: string, count: number): readonly Station[] {
  const random = new SeededRandom(seed).for('stations');
  const area = random.between(1000, 9899);
  return Array.from({ length: count }, (_, i) => {
    const place = i % (BUILDINGS.length * NAMES.length);
    const name = `${BUILDINGS[place % BUILDINGS.length]!} ${NAMES[(place * 7 + i) % NAMES.length]!}`;
    const letters = String.fromCharCode(65 + (i % 26), 65 + (Math.floor(i / 26) % 26));
    return { number: i + 1, name, postcode: `${area + (i % 90)} ${letters}` };
  });
}

/** How many made-up stations bring a count of this spec nearest to `bytes`; at least 1. */
export function stationsForSize(spec: Omit<CountSpec, 'stations'>, bytes: number): number {
  const size = (count: number) => {
    let total = 0;
    const stations = madeStations(spec.seed, count);
    for (const piece of writeCount(madeCount({ ...spec, stations }))) total += Buffer.byteLength(piece);
    return total;
  };
  const one = size(1);
  const each = (size(9) - one) / 8;
  return Math.max(1, Math.round((bytes - one) / each) + 1);
}
