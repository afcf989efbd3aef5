import type { CandidateId, Layout } from '../verify/eml/count.js';
import type { CandidateNames } from './candidate-names.js';
import { offLists } from './off-lists.js';

const names: CandidateNames = new Map([
  [
    1,
    new Map<CandidateId, string>([
      [1, 'A'],
      [2, 'B'],
      ['a', 'A'],
      ['b', 'B'],
    ]),
  ],
  [2, new Map<CandidateId, string>([[1, 'C']])],
]);
const layout = (
  lists: Record<number, readonly CandidateId[]>,
  codes: readonly (string | null)[] | null = null,
): Layout => ({
  size: 0,
  lists: Object.entries(lists).map(([id, candidates]) => ({
    ...{ id: Number(id), name: '', first: 0, candidates, codes: codes?.slice(0, candidates.length) ?? null },
  })),
});

describe('a count beside the list of candidates of its kieskring', () => {
  it.each([
    ['the same', layout({ 1: [1, 2], 2: [1] }), []],
    [
      'the same by ShortCode, where the Ids are of another kieskring',
      layout({ 1: [11, 12], 2: [1] }, ['a', 'b']),
      [],
    ],
    ['without list 2', layout({ 1: [1, 2] }), ['In het bestand ontbreekt lijst 2.']],
    [
      'with lists of elsewhere',
      layout({ 1: [1, 2], 2: [1], 7: [1], 8: [] }),
      ['Niet op de kandidatenlijst staan lijst 7, lijst 8.'],
    ],
    [
      'without a candidate',
      layout({ 1: [1], 2: [1] }),
      ['Van lijst 1 ontbreekt in het bestand kandidaat 2.'],
    ],
    [
      'with one too many',
      layout({ 1: [1, 2, 3], 2: [1] }),
      ['Op lijst 1 van de kandidatenlijst staat niet: kandidaat 3.'],
    ],
    [
      'with many too many',
      layout({ 1: [1, 2], 2: [1, 2, 3, 4, 5, 6, 7, 8] }),
      [
        'Op lijst 2 van de kandidatenlijst staan niet: kandidaat 2, kandidaat 3, kandidaat 4, kandidaat 5, kandidaat 6 en nog 2.',
      ],
    ],
    [
      'without one of two who have codes alone',
      layout({ 1: ['a'], 2: [1] }),
      ['Van lijst 1 ontbreken in het bestand zoveel kandidaten: 1.'],
    ],
  ])('%s', (_, counted, expected) => {
    expect(offLists(counted, names)).toEqual(expected);
  });

  it('says nothing where there is no list of candidates', () => {
    expect(offLists(layout({ 1: [1] }), new Map())).toEqual([]);
  });
});
