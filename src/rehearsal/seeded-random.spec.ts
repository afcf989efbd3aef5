import { SeededRandom } from './seeded-random.js';

describe('numbers that look random', () => {
  it('are the same for the same seed and other for another', () => {
    const take = (seed: string) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 50 }, () => random.next());
    };
    expect(take('a')).toEqual(take('a'));
    expect(take('a')).not.toEqual(take('b'));
    expect(new Set(take('a')).size).toBe(50);
  });

  it('stay what they were: files made from a seed must not change between releases', () => {
    const random = new SeededRandom('vast');
    expect([random.next(), random.next(), random.next()]).toEqual([2326882637, 2676170049, 2402740098]);
  });

  it('fill a range evenly, both ends included', () => {
    const random = new SeededRandom('range');
    const seen = new Map<number, number>();
    for (let i = 0; i < 6000; i += 1) {
      const n = random.between(3, 8);
      seen.set(n, (seen.get(n) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual([3, 4, 5, 6, 7, 8]);
    for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(150);
  });

  it('of one part do not depend on how much another part used', () => {
    const one = new SeededRandom('x');
    one.next();
    expect(one.for('SB1').next()).toBe(new SeededRandom('x').for('SB1').next());
    expect(one.for('SB1').next()).not.toBe(one.for('SB2').next());
  });

  it('cannot be picked from nothing', () => {
    expect(() => new SeededRandom('x').pick([])).toThrow(RangeError);
  });
});
