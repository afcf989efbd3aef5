import { arrivalsSince, countAt, isSameElsewhen } from './night.js';

const at = (clock: string) => new Date(`2027-03-17T${clock}:00Z`);

describe('a night of arrivals', () => {
  const night = arrivalsSince(at('20:00'), [at('22:30'), at('19:00'), at('21:00')], 2);

  it('counts up, what was early from the start, and nothing after its end', () =>
    expect(night).toEqual([
      { hours: 0, count: 0 },
      { hours: 0, count: 1 },
      { hours: 1, count: 2 },
    ]));

  it('says how many there were by any moment', () =>
    expect([0, 0.5, 1, 9].map((hours) => countAt(night, hours))).toEqual([1, 1, 2, 2]));

  it.each([
    ['TK2027', 'TK2025', true],
    ['TK2027', 'TK2027', false],
    ['TK2027', 'EP2024', false],
    ['GR2026_Haarlem', 'GR2022_Haarlem', true],
    ['GR2026_Haarlem', 'GR2022_Haarlemmermeer', false],
    ['GR20261118_Veere', 'GR2022_Veere', true],
  ])('is laid beside one of the same council: %s beside %s: %s', (one, other, same) =>
    expect(isSameElsewhen(one, other)).toBe(same),
  );
});
