import { drawGroups } from './drawn-groups.js';
import { sha256 } from './fingerprint.js';

const HASH = sha256('fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528');
const seed = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('the groups that are read from paper', () => {
  it('are four, and with the three rows of four they are all 64 digits', () => {
    for (let n = 0; n < 200; n += 1) {
      const { hidden, rows } = drawGroups(HASH, seed(n));
      expect([hidden.length, rows.map((row) => row.length)]).toEqual([4, [4, 4, 4]]);
      const shown = rows.flat().map(({ number }) => number);
      expect([...hidden, ...shown].sort((a, b) => a - b)).toEqual(
        Array.from({ length: 16 }, (_, i) => i + 1),
      );
      for (const { number, digits } of rows.flat())
        expect(digits).toBe(HASH.slice((number - 1) * 4, number * 4));
    }
  });

  it('stay the same for one file of one body, and differ for another', () => {
    expect(drawGroups(HASH, seed(1))).toEqual(drawGroups(HASH, seed(1)));
    const draws = new Set(Array.from({ length: 50 }, (_, n) => drawGroups(HASH, seed(n)).hidden.join()));
    expect(draws.size).toBeGreaterThan(40);
  });

  it('come from every place of the fingerprint', () => {
    const drawn = new Set(Array.from({ length: 100 }, (_, n) => drawGroups(HASH, seed(n)).hidden).flat());
    expect(drawn.size).toBe(16);
  });
});
