import type { Category } from '../elections/definition.js';

/** One list of a made-up election: its number, its name and how many candidates stand on it. */
export interface RehearsalParty {
  readonly number: number;
  readonly name: string;
  readonly candidates: number;
}

const FIRST = ['Partij voor', 'Lijst', 'Samen voor', 'Beweging', 'Verbond voor', 'Vrienden van', 'Unie'];
const SECOND = [
  'Oefenlicht',
  'Proefbrug',
  'Warm Brood',
  'Droge Voeten',
  'Tandem',
  'Regenjas',
  'Kruimeldief',
  'Zonnebloem',
  'Klompenpad',
  'Stoepkrijt',
  'Theelepel',
  'Windvaan',
  'Boekenplank',
  'Fietsbel',
  'Wolkenlucht',
  'Schaatsijs',
  'Koekoeksklok',
  'Vlieger',
  'Spaarpot',
  'Kaasschaaf',
];
const NAMES = SECOND.map((noun, i) => `${FIRST[i % FIRST.length] ?? ''} ${noun}`);

interface Size {
  readonly lists: number;
  readonly fewest: number;
  readonly most: number;
}

const NATIONAL: Size = { lists: 20, fewest: 20, most: 80 };
const REGIONAL: Size = { lists: 12, fewest: 10, most: 50 };
const LOCAL: Size = { lists: 8, fewest: 8, most: 30 };

function sizeFor(category: Category): Size {
  if (category === 'TK' || category === 'EP') return NATIONAL;
  return category === 'PS' || category === 'AB' ? REGIONAL : LOCAL;
}

/** FNV-1a over the text: the same election always gets the same lists, without a random source. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/**
 * The made-up lists of a rehearsal election, numbered from 1 without gaps. The same election id and category always
 * give the same lists: 20 for TK and EP, 12 for PS and AB, 8 for the others, each with 8 to 80 candidates. No name is that
 * of a real party, and none repeats within an election.
 */
export function rehearsalParties(election: {
  readonly id: string;
  readonly category: Category;
}): readonly RehearsalParty[] {
  const { lists, fewest, most } = sizeFor(election.category);
  const start = seedOf(election.id) % NAMES.length;
  return Array.from({ length: lists }, (_, i) => ({
    number: i + 1,
    name: NAMES[(start + i) % NAMES.length] ?? '',
    candidates: fewest + (seedOf(`${election.id}/${i}`) % (most - fewest + 1)),
  }));
}
