import { aCouncilDefinition, aDefinition } from '../../test/support/definition.js';
import { countByLevel, filterCommittees, pageOf } from './committee-list.js';
import { planElection } from './election.js';

const { committees } = planElection(aDefinition());

describe('filterCommittees', () => {
  const codes = (level: 'GSB' | 'HSB' | null, search: string) =>
    filterCommittees(committees, { level, search }).map(
      (committee) => `${committee.level}:${committee.code}`,
    );

  it('gives all when nothing narrows', () => {
    expect(codes(null, '  ')).toHaveLength(committees.length);
  });

  it('finds by place, whatever the capitals, within a level', () => {
    expect(codes('GSB', 'DORDRECHT')).toEqual(['GSB:0505']);
    expect(codes('HSB', 'dordrecht')).toEqual(['HSB:HSB14']);
  });

  it('finds by code and asks for every word', () => {
    expect(codes(null, '0037 burgemeester')).toEqual(['MAYOR:0037']);
    expect(codes(null, '0037 hoofdstembureau')).toEqual([]);
  });

  it('finds a name with accents by one without, and the other way round', () => {
    const plan = planElection(
      aCouncilDefinition({ regions: [{ ...aCouncilDefinition().regions[0]!, name: 'Súdwest-Fryslân' }] }),
    );
    const find = (search: string) => filterCommittees(plan.committees, { level: 'GSB', search });
    expect(find('sudwest fryslan')).toHaveLength(1);
    expect(find('SÚDWEST')).toHaveLength(1);
  });
});

describe('countByLevel', () => {
  it('counts, and names no level without committees', () => {
    expect([...countByLevel(committees)]).toEqual([
      ['CSB', 1],
      ['HSB', 3],
      ['GSB', 3],
      ['SOL', 1],
      ['NBSB', 1],
      ['MAYOR', 4],
      ['COUNCIL', 1],
    ]);
  });
});

describe('pageOf', () => {
  const list = [1, 2, 3, 4, 5];

  it('cuts pages, the last one short', () => {
    expect(pageOf(list, 1, 2)).toEqual({ items: [1, 2], page: 1, pages: 3, first: 1, total: 5 });
    expect(pageOf(list, 3, 2)).toEqual({ items: [5], page: 3, pages: 3, first: 5, total: 5 });
  });

  it('brings a page that is not there within what there is', () => {
    expect(pageOf(list, 99, 2).page).toBe(3);
    expect(pageOf(list, -4, 2).page).toBe(1);
  });

  it('has one empty page of nothing', () => {
    expect(pageOf([], 1, 50)).toEqual({ items: [], page: 1, pages: 1, first: 0, total: 0 });
  });
});
