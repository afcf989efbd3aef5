import { generatePrimeSync } from 'node:crypto';
import { SharedFactors } from './shared-factor.js';

const prime = () => generatePrimeSync(256, { bigint: true });

describe('keys that share a factor', () => {
  const [p, q, r, s] = [prime(), prime(), prime(), prime()];
  const others = Array.from({ length: 40 }, () => prime() * prime());
  const register = new SharedFactors();
  for (const modulus of [...others, p * q, ...others.map(() => prime() * prime()), r * s])
    register.add(modulus);

  it.each<[string, bigint, readonly bigint[]]>([
    ['one prime of one key', p * prime(), [p * q]],
    ['both primes of two keys', q * s, [p * q, r * s]],
    ['the same modulus', p * q, [p * q]],
    ['a multiple of a modulus', r * s * prime(), [r * s]],
    ['none', prime() * prime(), []],
  ])('are found by %s', (_, modulus, sharers) => expect(register.sharersOf(modulus)).toEqual(sharers));

  it('are none in an empty register', () => expect(new SharedFactors().sharersOf(p * q)).toEqual([]));
});
