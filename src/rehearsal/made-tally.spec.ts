import { apportion, leaning, recounted, stationTally } from './made-tally.js';
import { SeededRandom } from './seeded-random.js';
import { ballotsFound, emptyTally, sumTallies, validVotes, type Tally } from './tally.js';

const leans = leaning(new SeededRandom('lists'), [30, 5, 1]);
const seeds = Array.from({ length: 200 }, (_, i) => i);
const made = (seed: number, postal = false): Tally =>
  stationTally(new SeededRandom(String(seed)), leans, {
    admitted: seed * 7,
    eligible: seed * 9,
    postal,
    voterCards: true,
  });

function expectConsistent({ figures }: Tally, found: number): void {
  expect(figures.pollCards + figures.proxies + figures.voterCards).toBe(figures.admitted);
  expect(figures.admitted + figures.more - figures.fewer).toBe(found);
  const explained =
    figures.takenAlong +
    figures.tooFewIssued +
    figures.tooManyIssued +
    figures.noPostalBallot +
    figures.lost +
    figures.unexplained +
    figures.otherwise;
  expect(explained).toBe(figures.more + figures.fewer);
}

describe('the count of a made-up polling station', () => {
  it.each([false, true])('adds up, from nobody to a busy station (postal: %s)', (postal) => {
    for (const seed of seeds) {
      const tally = made(seed, postal);
      expectConsistent(tally, ballotsFound(tally));
      expect(Object.values(tally.figures).every((n) => Number.isInteger(n) && n >= 0)).toBe(true);
    }
  });

  it('has a difference now and then, of both kinds', () => {
    const tallies = seeds.map((seed) => made(seed));
    const more = tallies.filter((t) => t.figures.more > 0).length;
    const fewer = tallies.filter((t) => t.figures.fewer > 0).length;
    expect(more).toBeGreaterThan(4);
    expect(fewer).toBeGreaterThan(8);
    expect(more + fewer).toBeLessThan(80);
  });

  it('puts the first candidate of the first list ahead', () => {
    const total = sumTallies(seeds.map((seed) => made(seed)));
    expect(total.votes[0]![0]).toBeGreaterThan(total.votes[0]![29]! * 5);
  });
});

describe('a recount', () => {
  it('moves votes and loses no ballot', () => {
    for (const seed of seeds.slice(1)) {
      const before = made(seed);
      const after = recounted(new SeededRandom(`again ${seed}`), before);
      expect(ballotsFound(after)).toBe(ballotsFound(before));
      expectConsistent(after, ballotsFound(after));
      expect(after.votes).not.toEqual(before.votes);
    }
  });

  it('leaves an empty station, and one with a single list, as it was', () => {
    const empty = emptyTally([2, 2]);
    expect(recounted(new SeededRandom('x'), empty)).toBe(empty);
    const single: Tally = { ...emptyTally([2]), votes: [Uint32Array.of(4, 5)] };
    expect(recounted(new SeededRandom('x'), single)).toBe(single);
  });
});

describe('apportioning', () => {
  it.each([
    [10, [1, 1, 1], [4, 3, 3]],
    [0, [1, 2], [0, 0]],
    [7, [0.9, 0.092, 0.008], [6, 1, 0]],
    [1, [0.2, 0.5, 0.3], [0, 1, 0]],
  ])('%i by %j gives %j', (total, weights, parts) => expect(apportion(total, weights)).toEqual(parts));
});

describe('adding up', () => {
  it('refuses tallies of different lists', () => {
    expect(() => sumTallies([emptyTally([2]), emptyTally([3])])).toThrow(RangeError);
    expect(() => sumTallies([])).toThrow(RangeError);
    expect(validVotes(sumTallies([made(40), made(50)]))).toBe(validVotes(made(40)) + validVotes(made(50)));
  });
});
