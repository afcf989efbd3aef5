import { tkCount } from '../../test/support/counts.js';
import type { CountDocument } from '../rehearsal/count-document.js';
import { writeCount } from '../rehearsal/count-writer.js';
import { centralCount, districtCount } from '../rehearsal/made-count.js';
import { listsWithCandidates } from '../rehearsal/made-names.js';
import { createCountReader } from '../verify/eml/count-reader.js';
import type { Count } from '../verify/eml/count.js';
import { addUp } from './add-up.js';
import { sumsOf, type Known, type Part } from './sums.js';

function read(document: CountDocument, change: (xml: string) => string = (xml) => xml): Count {
  const reader = createCountReader();
  reader.push(Buffer.from(change([...writeCount(document)].join(''))));
  const reading = reader.end();
  if (reading.kind === 'failed') throw new Error(reading.failure.message);
  return reading.count;
}

const lists = listsWithCandidates(
  'TK2027',
  Array.from({ length: 9 }, (_, i) => ({ number: i + 1, name: `Partij ${i + 1}`, candidates: 3 })),
);
const gemeente = (code: string, name: string) =>
  tkCount({ seed: name, authority: { id: code, name }, lists });
const BOXMEER = gemeente('0756', 'Boxmeer');
const CUIJK = gemeente('1684', 'Cuijk');
const HSB = {
  authority: { id: 'HSB18', name: "'s-Hertogenbosch" },
  contest: { id: '18', name: null },
  created: '2027-03-18T12:00:00',
};
const OF_HSB = districtCount(HSB, [BOXMEER, CUIJK]);
const part = (code: string, name: string, count: Count | null): Part => ({
  ...{ level: 'GSB', code, name, totals: count?.totals ?? null },
});
const [boxmeer, cuijk] = [part('0756', 'Boxmeer', read(BOXMEER)), part('1684', 'Cuijk', read(CUIJK))];
const NONE: Known = { notDue: [], elsewhere: new Set(), below: new Set() };
const sums = (whole: Count | null, parts = [boxmeer, cuijk], known = NONE) => sumsOf(whole, parts, known);

/** What an HSB makes that reads only lists 1 to 4 of one gemeente, or of all. */
function onlyFour(xml: string, unit: string | null): string {
  const cut = (block: string) =>
    block.replace(
      /<Selection>\s*<AffiliationIdentifier Id="[5-9]">.*?(?=<Selection>\s*<AffiliationIdentifier|<Cast>)/gs,
      '',
    );
  return unit === null
    ? cut(xml)
    : xml.replace(/<ReportingUnitVotes>.*?<\/ReportingUnitVotes>/gs, (block) =>
        block.includes(unit) ? cut(block) : block,
      );
}

describe('the sum of the parts beside the whole', () => {
  it('agrees, also of a 510d', () => {
    expect(sums(read(OF_HSB))).toMatchObject({ state: 'agrees', missing: [], strange: [], parts: [] });
    const central = centralCount({ ...HSB, authority: { id: 'CSB', name: 'Kiesraad' } }, [OF_HSB]);
    const hsb: Part = { level: 'HSB', code: 'HSB18', name: 'HSB', totals: read(OF_HSB).totals };
    expect(sums(read(central), [hsb]).state).toBe('agrees');
  });

  it('differs, and says which lists are lost, where an HSB read only lists 1 to 4 (Boxmeer, 2017)', () => {
    const found = sums(read(OF_HSB, (xml) => onlyFour(xml, null)));
    expect(found.state).toBe('differs');
    expect(found.lostLists.map(({ list, name }) => `${list} ${name}`)).toEqual([
      '5 Partij 5',
      '6 Partij 6',
      '7 Partij 7',
      '8 Partij 8',
      '9 Partij 9',
    ]);
    const lost = [boxmeer, cuijk].flatMap(({ totals }) =>
      totals!.layout.lists.filter(({ id }) => id > 4).map(({ first }) => totals!.votes[first]!),
    );
    expect(found.lostLists.reduce((sum, { votes }) => sum + votes, 0)).toBe(lost.reduce((a, b) => a + b));
    // and one gemeente of it, while the other is still to come
    const one = sums(
      read(OF_HSB, (xml) => onlyFour(xml, 'HSB18::0756')),
      [boxmeer, part('1684', 'Cuijk', null)],
    );
    expect(one.state).toBe('differs');
    expect(one.parts.map(({ part: { name } }) => name)).toEqual(['Boxmeer']);
    expect(one.parts[0]!.change.lists.map(({ list, after }) => [list, after])).toEqual(
      [5, 6, 7, 8, 9].map((list) => [list, null]),
    );
  });

  it('finds the candidate, and the gemeente where it is', () => {
    const found = sums(read(OF_HSB, (xml) => xml.replace(/(<ValidVotes>)(\d+)(<)/g, bump(2, 3))));
    expect(found.state).toBe('differs');
    expect(found.totals!.lists).toMatchObject([{ list: 1, candidates: [{ candidate: 1 }] }]);
    const { before, after } = found.totals!.lists[0]!.candidates[0]!;
    expect(after! - before!).toBe(3);
    expect(found.parts).toEqual([]);
  });

  it('is incomplete while one is missing, and tells what is in the whole that nobody delivered', () => {
    expect(sums(read(OF_HSB), [boxmeer, part('1684', 'Cuijk', null)])).toMatchObject({
      ...{ state: 'incomplete', totals: null },
      missing: [{ code: '1684', inWhole: true }],
    });
    expect(sums(null)).toMatchObject({ state: 'incomplete', missing: [], totals: null });
  });

  it('takes who need not deliver as it is in the whole, and agrees; where the whole does not tell, it is incomplete', () => {
    const known = { ...NONE, notDue: [{ level: 'GSB', code: '1684', name: 'Cuijk' } as const] };
    const found = sums(read(OF_HSB), [boxmeer], known);
    expect(found).toMatchObject({ state: 'agrees', strange: [], missing: [] });
    expect(found.unchecked).toMatchObject([{ code: '1684', inWhole: true }]);
    const left = sums(read(districtCount(HSB, [BOXMEER])), [boxmeer], known);
    expect(left).toMatchObject({ state: 'agrees', unchecked: [{ code: '1684', inWhole: false }] });
    const less = read(OF_HSB, (xml) => onlyFour(xml, 'HSB18::0756'));
    expect(sums(less, [boxmeer], known)).toMatchObject({ state: 'differs', parts: [{ part: boxmeer }] });
    const bare = { ...read(OF_HSB), units: [] };
    expect(sums(bare, [boxmeer], known)).toMatchObject({ state: 'incomplete', totals: null });
    expect(sums(bare, [boxmeer]).state).toBe('differs');
  });

  it('differs where a gemeente is in it twice, of another kieskring, unknown, or not at all', () => {
    const twice = sums(read(districtCount(HSB, [BOXMEER, CUIJK, CUIJK])));
    expect(twice).toMatchObject({ state: 'differs', strange: [{ id: 'HSB18::1684', why: 'twice' }] });
    const known = { ...NONE, elsewhere: new Set(['1684']) };
    expect(sums(read(OF_HSB), [boxmeer], known).strange).toMatchObject([{ why: 'elsewhere' }]);
    expect(sums(read(OF_HSB), [boxmeer]).strange).toMatchObject([{ why: 'unknown' }]);
    expect(sums(read(districtCount(HSB, [BOXMEER]))).parts).toMatchObject([
      { absent: true, part: { code: '1684' } },
    ]);
  });

  it('knows a candidate by the ShortCode where all have one, and is exact beyond 2^31', () => {
    const block = (ids: readonly (number | string)[], codes: readonly string[] | null, votes: number) => ({
      ...boxmeer.totals!,
      ...{ rejected: [], uncounted: [], cast: 0, totalCounted: votes },
      layout: { lists: [{ id: 1, name: '', first: 0, candidates: ids, codes }], size: 1 + ids.length },
      votes: Uint32Array.from([votes, votes, ...ids.slice(1).map(() => 0)]),
    });
    const whole = (totals: ReturnType<typeof block>) => ({ ...read(OF_HSB), totals, units: [] });
    const parts = [
      { ...boxmeer, totals: block([1, 2], ['A', 'B'], 999_999_999) },
      { ...cuijk, totals: block([2, 1], ['A', 'B'], 7) },
    ];
    const codes = whole(block(['A', 'B'], ['A', 'B'], 1_000_000_006));
    expect(sums(codes, parts).state).toBe('agrees');
    expect(sums(whole(block([1, 2], null, 1_000_000_006)), parts).state).toBe('differs');
    const byCode = whole(block(['A', 'B'], null, 1_000_000_006));
    const byNumber = parts.map((each) => ({
      ...each,
      totals: { ...each.totals, layout: block([1, 2], null, 0).layout },
    }));
    expect(sums(byCode, byNumber)).toMatchObject({ state: 'agrees', nameless: [1] });
    expect(sums(codes, parts).nameless).toEqual([]);
    expect(addUp(Array.from({ length: 5 }, () => parts[0]!.totals)).votes[0]).toBe(4_999_999_995);
  });
});

/** Adds to the n-th number that is replaced. */
function bump(nth: number, by: number) {
  let seen = 0;
  return (found: string, before: string, votes: string, after: string) => {
    seen += 1;
    return seen === nth ? `${before}${Number(votes) + by}${after}` : found;
  };
}
