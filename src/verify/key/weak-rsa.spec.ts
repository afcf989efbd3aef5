import { checkPrimeSync, createPublicKey, generatePrimeSync, type KeyObject } from 'node:crypto';
import { testKey } from '../../../test/support/keys.js';
import { primesBelow, squareRoot } from './arithmetic.js';
import { numberOf } from './rsa-numbers.js';
import { listedAs, lookForWeaknesses, readBlocklist, RSA_WEAKNESSES } from './weak-rsa.js';

const E = 65537n;
const weak = (modulus: bigint, exponent = E, blocklist?: ReadonlySet<string>) => {
  const seen = lookForWeaknesses({ modulus, exponent }, blocklist);
  return RSA_WEAKNESSES.filter((weakness) => seen.get(weakness));
};
const prime = (bits: number) => generatePrimeSync(bits, { bigint: true });

function modulusOf(key: KeyObject): bigint {
  return numberOf(Buffer.from(createPublicKey(key).export({ format: 'jwk' }).n!, 'base64url'));
}
function nextPrime(from: bigint): bigint {
  for (let candidate = from | 1n; ; candidate += 2n) if (checkPrimeSync(candidate)) return candidate;
}
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let left = exponent, square = base; left > 0n; left >>= 1n, square = (square * square) % modulus)
    if ((left & 1n) === 1n) result = (result * square) % modulus;
  return result;
}
/** A prime as the broken chips made them: k·M + 65537^a mod M, M the product of the first 39 primes. */
function rocaPrime(bits: number): bigint {
  const m = primesBelow(168).reduce((all, one) => all * BigInt(one), 1n);
  const k = (prime(bits - 1) << 1n) / m;
  for (let i = 0n; ; i += 1n) {
    const candidate = k * m + power(E, 1000n + i, m);
    if (candidate % 2n === 1n && checkPrimeSync(candidate)) return candidate;
  }
}

describe('an RSA key by its numbers', () => {
  const good = [1, 2, 3, 4, 5, 6, 7].map((n) => modulusOf(testKey(n)));
  const [n] = good as [bigint];
  const bits = (value: bigint) => value.toString(2).length;

  it('of OpenSSL has nothing against it', () =>
    expect(good.map((modulus) => weak(modulus))).toEqual(good.map(() => [])));

  it.each([1n, 2n, 3n, 17n, 65536n, 65539n, (1n << 2000n) + 1n])('with exponent %s', (exponent) =>
    expect(weak(n, exponent)).toEqual(['exponent']),
  );

  it.each([
    [2048, ['wrongSize']],
    [3071, ['wrongSize']],
    [3072, []],
  ])('of %i bits', (size, expected) => {
    const p = prime(1536);
    let modulus = p * prime(size - 1536);
    while (bits(modulus) !== size) modulus = p * prime(size - 1536);
    expect(weak(modulus)).toEqual(expected);
  });

  it('of 16384 bits is not calculated with', () => expect(weak((1n << 16384n) - 1n)).toEqual(['wrongSize']));

  it(
    'made by a chip with ROCA',
    () => expect(weak(rocaPrime(1024) * rocaPrime(1024))).toContain('roca'),
    60_000,
  );

  it.each<[string, (p: bigint) => bigint]>([
    ['the same', (p) => p],
    ['the next', (p) => nextPrime(p + 2n)],
    ['near by', (p) => nextPrime(p + (1n << 500n))],
  ])('whose second prime is %s', (_, other) => {
    const p = prime(1024);
    expect(weak(p * other(p))).toContain('closePrimes');
  });

  it.each([3n, 65521n, 1048573n])('with the factor %s', (factor) =>
    expect(weak(factor * prime(1536) * prime(1540))).toEqual(['smallFactor']),
  );

  const repeated = (hex: string) => BigInt(`0x${hex.repeat(Math.ceil(1024 / hex.length)).slice(0, 1023)}1`);
  it.each<[string, bigint]>([
    ['zero', 0n],
    ['even', n - 1n],
    ['prime', prime(1024)],
    ['a word that returns', repeated('deadbeef')],
    ['a word of five bytes that returns', repeated('d1ce0ffee5')],
    [
      'letters',
      numberOf(Buffer.from('Dit is een modulus die iemand zelf heeft getypt. '.repeat(9).slice(0, 384))),
    ],
    ['steps of one', numberOf(Buffer.from(Array.from({ length: 384 }, (_, i) => (0x81 + i * 3) & 0xff)))],
    ['a long run of zeros', ((n >> 1000n) << 1000n) | (n & ((1n << 930n) - 1n))],
    ['a long run of ones', n | (((1n << 80n) - 1n) << 2000n)],
    ['few ones', (1n << 3072n) + (1n << 3020n) + (1n << 2900n) + 1n],
    ['a half that returns', ((n >> 2048n) << 2048n) | (n >> 2048n) | 1n],
  ])('with a modulus that is %s', (_, modulus) => expect(weak(modulus)).toContain('corruptModulus'));

  it('on the blocklist, as openssl-blacklist writes it', () => {
    const blocklist = readBlocklist(`# RSA-4096\n${listedAs(n)}\n\n${'0'.repeat(20)} # a remark\n`);
    expect(weak(n, E, blocklist)).toEqual(['debianWeak']);
    expect(weak(good[1]!, E, blocklist)).toEqual([]);
    expect(() => readBlocklist('# a remark\nzz\n')).toThrow('line 2');
  });

  it('is told its gravest fault first', () => {
    const p = prime(512);
    expect(weak(p * p, 3n)).toEqual(['exponent', 'closePrimes', 'wrongSize']);
  });

  it('has a root that is drawn exactly', () => {
    for (const value of [0n, 1n, 2n, 3n, 4n, 15n, 16n, 17n, n * n, n * n - 1n, n * n + 1n]) {
      const root = squareRoot(value);
      expect([root * root <= value, (root + 1n) * (root + 1n) > value]).toEqual([true, true]);
    }
  });
});
