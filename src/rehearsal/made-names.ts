import type { CountedList } from './count-document.js';
import { SeededRandom } from './seeded-random.js';

const SURNAMES = [
  'Jansen',
  'de Vries',
  'van den Berg',
  'Bakker',
  'Visser',
  'Smit',
  'Meijer',
  'de Boer',
  'Mulder',
  'Bos',
  'Vos',
  'Peters',
  'Hendriks',
  'van Leeuwen',
  'Dekker',
  'Brouwer',
  'de Wit',
  'Dijkstra',
  'Smits',
  'de Graaf',
  'van der Meer',
  'Kok',
  'Jacobs',
  'Vermeulen',
  'Koster',
  'Çelik',
  'El Idrissi',
  'Müller',
  'Hofstra',
  'Pinas',
] as const;
const INITIALS = 'ABCDEFGHIJKLMNPRSTVW';

/** Lists with as many made-up candidates as asked, the same for the same seed, named as the spreadsheet does. */
export function listsWithCandidates(
  seed: string,
  parties: readonly { readonly number: number; readonly name: string; readonly candidates: number }[],
): readonly CountedList[] {
  return parties.map((party) => {
    const random = new SeededRandom(seed).for(`candidates of list ${party.number}`);
    return {
      number: party.number,
      name: party.name,
      candidates: Array.from({ length: party.candidates }, () => candidateName(random)),
    };
  });
}

function candidateName(random: SeededRandom): string {
  const initials = Array.from({ length: random.between(1, 3) }, () => `${random.pick([...INITIALS])}.`);
  const surname = random.pick(SURNAMES);
  const second = random.fraction() < 0.12 ? `-${random.pick(SURNAMES)}` : '';
  return `${surname}${second}, ${initials.join('')}`;
}
