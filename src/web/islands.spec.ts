import { hexDigits, spread } from './islands/hex-groups.js';

const hex = 'fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528';
const printed = hex.match(/.{4}/g)!.join(' ');

describe('pasting a fingerprint', () => {
  it.each([printed, hex, hex.toUpperCase(), ` ${printed}\r\n`, printed.replaceAll(' ', '-')])(
    'fills all groups, wherever %j is pasted',
    (text) => {
      const filled = spread(text, 5, 16)!;
      expect([...filled.keys()]).toEqual(Array.from({ length: 16 }, (_, i) => i));
      expect([...filled.values()].join('')).toBe(hex);
    },
  );

  it('fills from the group where a part is pasted', () => {
    expect([...spread('fae2 12', 3, 16)!]).toEqual([
      [3, 'fae2'],
      [4, '12'],
    ]);
  });

  it.each(['', 'de vingerafdruk is fae2', `${hex}0`, 'g'.repeat(64)])(
    'leaves the fields alone for %j',
    (text) => expect(spread(text, 0, 16)).toBeNull(),
  );

  it('takes no whole fingerprint where four groups are asked', () =>
    expect(spread(printed, 0, 4)).toBeNull());

  it('does not run past the last group', () => expect(spread('fae2 12ff', 15, 16)).toBeNull());

  it('drops what is no hex digit while typing', () => expect(hexDigits('FA-e2 ñ')).toBe('fae2'));
});
