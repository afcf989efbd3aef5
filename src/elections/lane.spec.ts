import type { Category } from './definition.js';
import { pollsClose, realLaneOpens, testLaneCloses } from './lane.js';

const plan = (category: Category, electionDate = '2027-03-17') => ({
  definition: { category, electionDate },
});
const entered = (realLaneOpens: string | null) => ({ moments: { realLaneOpens } });
const iso = (at: Date) => at.toISOString();

describe('the real lane of an election', () => {
  it.each([
    ['TK', '2027-03-17', '2027-03-17T20:00:00.000Z'],
    ['GR', '2027-03-17', '2027-03-17T20:00:00.000Z'],
    // in summer time
    ['EP', '2029-06-07', '2029-06-07T19:00:00.000Z'],
    // Bonaire, whose clock knows no summer time
    ['ER', '2027-03-17', '2027-03-18T01:00:00.000Z'],
    ['ER', '2027-06-16', '2027-06-17T01:00:00.000Z'],
    ['EK', '2027-05-25', '2027-05-25T13:00:00.000Z'],
  ] as const)('of %s on %s opens when the first polls close: %s', (category, day, at) => {
    expect(iso(pollsClose(plan(category, day).definition))).toBe(at);
    expect(iso(realLaneOpens(plan(category, day), entered(null)))).toBe(at);
    expect(iso(testLaneCloses(plan(category, day), entered(null)))).toBe(at);
  });

  it('opens at the moment that was entered, in whatever time zone it was entered', () => {
    expect(iso(realLaneOpens(plan('TK'), entered('2027-03-17T21:30:00+01:00')))).toBe(
      '2027-03-17T20:30:00.000Z',
    );
    expect(iso(realLaneOpens(plan('TK'), entered('2027-03-15T23:00:00.000Z')))).toBe(
      '2027-03-15T23:00:00.000Z',
    );
  });

  it('ends the test lane: never two at a time, and none where a later opening was entered', () => {
    const early = entered('2027-03-01T12:00:00Z');
    expect(testLaneCloses(plan('TK'), early)).toEqual(realLaneOpens(plan('TK'), early));
    const late = entered('2027-03-17T23:00:00Z');
    expect(iso(testLaneCloses(plan('TK'), late))).toBe('2027-03-17T20:00:00.000Z');
    expect(iso(realLaneOpens(plan('TK'), late))).toBe('2027-03-17T23:00:00.000Z');
  });
});
