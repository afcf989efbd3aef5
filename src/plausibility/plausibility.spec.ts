import { readFileSync } from 'node:fs';
import path from 'node:path';
import { itWithShared, SHARED } from '../../test/support/shared-data.js';
import type { Block, Count, Layout } from '../verify/eml/count.js';
import { createCountReader } from '../verify/eml/count-reader.js';
import { findingsDigest, standingLook } from './look.js';
import { HELPER } from '../elections/bounds.js';
import { judgePlausibility, type Finding } from './plausibility.js';

/**
 * What the Kiesraad's helper says of its own made counts, with a bound of 50 points for a list: the columns of `a.csv` and
 * `b.csv` in its test_e2e.py, station by station.
 */
const HELPERS_OWN = {
  Fake_test_data_Telling_EP2024_gemeente_Steenwijkerland: [
    ['SB1', 'geen verklaring 1', 'ontbrekende verklaringen 405', 'verschil 417', 'Kleurenpartij (51.7%)'],
    ['SB2', 'nul stemmen', 'Kleurenpartij (-51.7%)'],
    ['SB3', 'geen verklaring 108', 'ongeldig 3.7%', 'blanco 3.7%', 'verschil 108'],
    ['SB4', 'verschil 20.0%', 'Het Verschil (61.7%)', 'Kleurenpartij (-51.7%)'],
  ],
  Fake_test_data_Telling_TK2023_gemeente_Dordrecht: [['SB1', 'geen verklaring 2', 'verschil 28']],
};

/** A finding as the helper writes it. */
function asHelper(found: Finding): string {
  switch (found.kind) {
    case 'noVotes':
      return 'nul stemmen';
    case 'unexplained':
      return `geen verklaring ${found.ballots}`;
    case 'otherExplained':
      return `ontbrekende verklaringen ${Math.abs(Math.abs(found.difference) - found.explained)}`;
    case 'notInvestigated':
      return `niet onderzocht ${found.difference}`;
    case 'blank':
      return `blanco ${found.percent.toFixed(1)}%`;
    case 'invalid':
      return `ongeldig ${found.percent.toFixed(1)}%`;
    case 'difference': {
      const size = Math.abs(found.difference);
      return `verschil ${size >= HELPER.difference ? size : `${found.percent!.toFixed(1)}%`}`;
    }
    case 'list':
      return `${found.name} (${(found.percent - found.elsewhere).toFixed(1)}%)`;
    case 'swapped':
      return `verwisseld ${found.more.candidate} ${found.fewer.candidate}`;
  }
}

function read(file: string): Count {
  const reader = createCountReader();
  reader.push(readFileSync(path.join(SHARED, 'eml', file)));
  const reading = reader.end();
  if (reading.kind === 'failed') throw new Error(reading.failure.message);
  return reading.count;
}

interface Made {
  /** Of two lists of three candidates. */
  readonly votes?: readonly (readonly number[])[];
  readonly rejected?: readonly [blank: number, invalid: number];
  readonly uncounted?: Readonly<Record<string, number>>;
  readonly investigated?: readonly string[];
}

const LISTS = [
  { id: 1, name: 'A', first: 0, candidates: [1, 2, 3], codes: null },
  { id: 2, name: '', first: 4, candidates: [1, 2, 3], codes: null },
];
const LAYOUT: Layout = { lists: LISTS, size: 8 };

function blockOf({ votes = [], rejected = [0, 0], uncounted = {} }: Made): Block {
  const numbers = LISTS.flatMap((_, i) => {
    const own = votes[i] ?? [0, 0, 0];
    return [own.reduce((sum, n) => sum + n, 0), ...own];
  });
  return {
    ...{ layout: LAYOUT, votes: Uint32Array.from(numbers), cast: 0, initial: null },
    totalCounted: numbers[0]! + numbers[4]!,
    rejected: [
      { reason: 'blanco', votes: rejected[0] },
      { reason: 'ongeldig', votes: rejected[1] },
    ],
    uncounted: Object.entries(uncounted).map(([reason, number]) => ({ reason, votes: number })),
  };
}

/** What is found in the first of these stations. */
function found(stations: readonly Made[], bounds = HELPER): readonly string[] {
  const blocks = stations.map(blockOf);
  const votes = Uint32Array.from({ length: 8 }, (_, i) =>
    blocks.reduce((sum, one) => sum + one.votes[i]!, 0),
  );
  const totalCounted = blocks.reduce((sum, one) => sum + one.totalCounted, 0);
  const count = {
    head: { authority: { id: null } } as Count['head'],
    totals: { ...blocks[0]!, votes, totalCounted },
    units: blocks.map((block, i) => ({
      ...{ id: `SB${i}`, name: '', block },
      investigated: stations[i]!.investigated,
    })),
  };
  return judgePlausibility(count, bounds)[0]!.findings.map(asHelper);
}

const ORDINARY: Made = {
  votes: [
    [100, 100, 100],
    [100, 100, 100],
  ],
};
const votes = (more: Made, number = 100): readonly Made[] => [
  {
    votes: [
      [number / 2, 0, 0],
      [number / 2, 0, 0],
    ],
    ...more,
  },
  {
    votes: [
      [300, 0, 0],
      [300, 0, 0],
    ],
  },
];

const LOOK = { note: null, at: new Date(0), personId: 'p' };

describe('what somebody saw in a station', () => {
  it('stands as long as the same is found, and then the last', () => {
    const one = findingsDigest([{ kind: 'unexplained', ballots: 1 }]);
    const two = findingsDigest([{ kind: 'unexplained', ballots: 2 }]);
    const looks = [
      { ...LOOK, number: 1, findings: one, outcome: 'unclear' as const },
      { ...LOOK, number: 2, findings: one, outcome: 'explained' as const },
    ];
    expect(standingLook(looks, one)?.number).toBe(2);
    expect(standingLook(looks, two)).toBeNull();
  });
});

describe('what is plausible in a polling station', () => {
  itWithShared.each(Object.entries(HELPERS_OWN))(
    'is what the helper of the Kiesraad says of %s',
    (file, own) => {
      const stations = judgePlausibility(read(`made/hcp/${file}.eml.xml`), { ...HELPER, listPoints: 50 });
      const ours = stations.map(({ id, findings }) => [id.split('::')[1], ...findings.map(asHelper)]);
      expect(ours).toEqual(own);
    },
  );

  itWithShared('is nearly everything in a real count', () => {
    const stations = judgePlausibility(read('real/Telling_GR2022_WestMaasenWaal.eml.xml'), HELPER);
    expect(stations.filter(({ findings }) => findings.length > 0).length).toBeLessThan(stations.length / 2);
  });

  it('says of no votes at all only that, and of blank ones nothing', () => {
    expect(found([{}, ORDINARY])).toEqual(['nul stemmen']);
    expect(found([{ rejected: [1, 0] }, ORDINARY], { ...HELPER, blankPercent: 101 })).toEqual([]);
  });

  it('holds blank and invalid to their own share of all ballots', () => {
    expect(found(votes({ rejected: [3, 0] }, 98))).toEqual([]);
    expect(found(votes({ rejected: [3, 0] }, 96))).toEqual(['blanco 3.0%']);
    expect(found(votes({ rejected: [0, 3] }, 96))).toEqual(['ongeldig 3.0%']);
    expect(found(votes({ rejected: [2, 2] }, 96))).toEqual([]);
    expect(found(votes({ rejected: [4, 0] }, 96), { ...HELPER, blankPercent: 4.1 })).toEqual([]);
  });

  it('asks for an explanation of every difference, where a file can give one', () => {
    const of = (admitted: number, uncounted: Record<string, number>) =>
      found(votes({ uncounted: { 'toegelaten kiezers': admitted, ...uncounted } }, 1000));
    expect(of(1003, { 'meegenomen stembiljetten': 2, 'andere verklaring': 1 })).toEqual([]);
    expect(of(1003, { 'meegenomen stembiljetten': 2, 'geen verklaring': 1 })).toEqual(['geen verklaring 1']);
    expect(of(1003, { 'meegenomen stembiljetten': 1 })).toEqual(['ontbrekende verklaringen 2']);
    expect(of(997, { 'te veel uitgereikte stembiljetten': 3, 'geen verklaring': 0 })).toEqual([]);
    expect(of(997, { 'meegenomen stembiljetten': 3 })).toEqual(['ontbrekende verklaringen 3']);
    expect(of(1000, { 'meegenomen stembiljetten': 3 })).toEqual([]);
  });

  it('asks whether a difference was looked into, where it cannot', () => {
    const uncounted = { 'toegelaten kiezers': 1001, 'minder getelde stembiljetten': 1 };
    const of = (...investigated: string[]) => found(votes({ uncounted, investigated }, 1000));
    expect(of()).toEqual(['niet onderzocht -1']);
    expect(of('onderzocht vanwege andere reden')).toEqual(['niet onderzocht -1']);
    expect(of('onderzocht vanwege onverklaard verschil')).toEqual([]);
    expect(of('toegelaten kiezers opnieuw vastgesteld')).toEqual([]);
  });

  it('tells a difference of 15, or of 2 percent', () => {
    const of = (admitted: number, ballots: number) =>
      found(
        votes(
          {
            uncounted: { 'toegelaten kiezers': admitted, 'andere verklaring': Math.abs(admitted - ballots) },
          },
          ballots,
        ),
      );
    expect(of(986, 1000)).toEqual([]);
    expect(of(985, 1000)).toEqual(['verschil 15']);
    expect(of(1015, 1000)).toEqual(['verschil 15']);
    expect(of(102, 100)).toEqual(['verschil 2.0%']);
    expect(of(101, 100)).toEqual([]);
  });

  it('lays a list beside the rest of the gemeente, without the station itself', () => {
    const rest: Made = {
      votes: [
        [20, 0, 0],
        [80, 0, 0],
      ],
    };
    const of = (own: number) =>
      found([
        {
          votes: [
            [own, 0, 0],
            [100 - own, 0, 0],
          ],
        },
        rest,
      ]);
    expect(of(79)).toEqual([]);
    expect(of(80)).toEqual(['A (60.0%)', ' (-60.0%)']);
  });

  it('sees two candidates of a list that may be swapped, and never of two lists', () => {
    const rest: Made = {
      votes: [
        [800, 100, 100],
        [800, 100, 100],
      ],
    };
    const of = (...own: number[][]) => found([{ votes: own }, rest]);
    expect(of([16, 80, 4])).toEqual(['verwisseld 2 1']);
    expect(of([17, 79, 4])).toEqual([]);
    expect(of([80, 10, 10], [80, 10, 10])).toEqual([]);
    expect(of([2, 13, 0])).toEqual([]);
    expect(found([{ votes: [[16, 80, 4]] }])).toEqual([]);
  });
});
