import { findNumber, readNumber, sayNumber } from './spoken-number.js';

const NEW_YEAR = new Date('2026-12-31T23:30:00Z');

describe('the number of a delivery', () => {
  it.each([
    [34, '2027-000034'],
    [999_999, '2027-999999'],
    [1_000_000, '2027-1000000'],
  ])('%i is said as %s, by the year in the Netherlands, and read back', (number, said) => {
    expect(sayNumber(number, NEW_YEAR)).toBe(said);
    expect(readNumber(said)).toBe(number);
    expect(findNumber(`Stadskanaal, ${said}, versie 2`)).toBe(said);
  });

  it.each(['', '2027-00034', '27-000034', '2027-0000000034', '2027-000034 ', 'x2027-000034'])(
    'is not %j',
    (text) => expect(readNumber(text)).toBeNull(),
  );

  it('is not a part of another number', () => expect(findNumber('0612027-000034, 2027-0000000034')).toBe(''));
});
