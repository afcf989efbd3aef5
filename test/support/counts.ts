import type { CountDocument } from '../../src/rehearsal/count-document.js';
import { madeCount, madeStations, type CountSpec } from '../../src/rehearsal/made-count.js';
import { listsWithCandidates } from '../../src/rehearsal/made-names.js';
import { emptyTally } from '../../src/rehearsal/tally.js';

/** A small TK of three lists, counted in Assen: the rest of the spec can be set. */
export function tkSpec(overrides: Partial<CountSpec> = {}): CountSpec {
  return {
    seed: 'Assen',
    schema: '1.2.2',
    product: 'osv',
    election: {
      id: 'TK2027',
      name: 'Tweede Kamer der Staten-Generaal 2027',
      category: 'TK',
      subcategory: 'TK',
      domain: null,
      date: '2027-03-17',
    },
    contest: { id: '3', name: 'Assen' },
    authority: { id: '0106', name: 'Assen' },
    created: '2027-03-18T01:02:03.456',
    lists: listsWithCandidates('TK2027', [
      { number: 1, name: 'Lijst "Warm & Droog"', candidates: 12 },
      { number: 2, name: 'Samen voor <Proefbrug>', candidates: 3 },
      { number: 3, name: 'Lijst Çelik', candidates: 1 },
    ]),
    stations: madeStations('Assen', 7),
    ...overrides,
  };
}

/** A small GR, where the municipality is its own contest and the domain has an id. */
export function grSpec(overrides: Partial<CountSpec> = {}): CountSpec {
  return tkSpec({
    seed: 'Stadskanaal',
    election: {
      id: 'GR2027_Stadskanaal',
      name: 'Gemeenteraad Stadskanaal 2027',
      category: 'GR',
      subcategory: 'GR2',
      domain: { id: '0037', name: 'Stadskanaal' },
      date: '2027-03-17',
    },
    contest: { id: 'geen', name: null },
    authority: { id: '0037', name: 'Stadskanaal' },
    stations: madeStations('Stadskanaal', 4),
    ...overrides,
  });
}

export function tkCount(overrides: Partial<CountSpec> = {}): CountDocument {
  return madeCount(tkSpec(overrides));
}

export function grCount(overrides: Partial<CountSpec> = {}): CountDocument {
  return madeCount(grSpec(overrides));
}

/**
 * A count of which three stations stand out: in the first nobody voted, in the second 20 voters have no ballot and nobody knows
 * why, in the third the first and the last candidate of list 1 were swapped.
 */
export function implausibleCount(overrides: Partial<CountSpec> = {}): CountDocument {
  const count = tkCount(overrides);
  const [none, unexplained, swapped, ...others] = count.units;
  const { figures, votes } = unexplained!.tally;
  const more = { admitted: figures.admitted + 20, pollCards: figures.pollCards + 20 };
  const other = { fewer: figures.fewer + 20, unexplained: figures.unexplained + 20 };
  const [list, ...lists] = swapped!.tally.votes;
  const turned = Uint32Array.from([list!.at(-1)!, ...list!.slice(1, -1), list![0]!]);
  return {
    ...count,
    units: [
      { ...none!, tally: emptyTally(votes.map(({ length }) => length)) },
      { ...unexplained!, tally: { votes, figures: { ...figures, ...more, ...other } } },
      { ...swapped!, tally: { ...swapped!.tally, votes: [turned, ...lists] } },
      ...others,
    ],
  };
}
