import { inGroups, readFingerprint, sha256 } from './fingerprint.js';

const hex = 'fae212ff03ce27d045e215eea0c17e0e316e331f264150a3feef2ac361db2528';

describe('the fingerprint as people read and type it', () => {
  it('prints 16 groups of 4', () => {
    expect(inGroups(sha256(hex))).toBe(
      'fae2 12ff 03ce 27d0 45e2 15ee a0c1 7e0e 316e 331f 2641 50a3 feef 2ac3 61db 2528',
    );
  });

  it.each([
    inGroups(sha256(hex)),
    hex.toUpperCase(),
    ` ${hex.slice(0, 32)}\n${hex.slice(32)} `,
    hex.replace(/.{8}/g, '$&-'),
  ])('reads %j', (typed) => expect(readFingerprint(typed)).toBe(hex));

  it.each(['', hex.slice(1), `${hex}0`, hex.replace('f', 'g'), ' '.repeat(500) + hex])(
    'refuses %j: all 64 digits or nothing',
    (typed) => expect(readFingerprint(typed)).toBeNull(),
  );
});
