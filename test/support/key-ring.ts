import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { testKey, WITH_SECRET_HALF } from './keys.js';

const PRIME_BYTES = 192;
const E = 65_537n;

/** How many odd numbers after {@link startOf} its first prime is. */
const STEPS = JSON.parse(
  readFileSync(path.resolve(__dirname, '../fixtures/keys/primes.json'), 'utf8'),
) as readonly number[];

/** Where the search for a prime of 1536 bits begins: an odd number of which the first two bits are set. */
function startOf(prime: number): bigint {
  const bytes = createHash('shake256', { outputLength: PRIME_BYTES }).update(`prime ${prime}`).digest();
  bytes[0]! |= 0xc0;
  bytes[PRIME_BYTES - 1]! |= 1;
  return BigInt(`0x${bytes.toString('hex')}`);
}

function primeOf(prime: number): bigint {
  const steps = STEPS[prime];
  if (steps === undefined) throw new Error('more keys are asked for than there are primes');
  return startOf(prime) + 2n * BigInt(steps);
}

function inverse(of: bigint, modulus: bigint): bigint {
  let [r, next, x, y] = [modulus, of % modulus, 0n, 1n];
  while (next !== 0n) {
    const times = r / next;
    [r, next, x, y] = [next, r - times * next, y, x - times * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

function numberField(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
}

/** RSA-3072 key `n` from primes that were searched for once (RFC 8017 3.2 names its numbers). */
function keyOfPrimes(n: number): KeyObject {
  const [p, q] = [primeOf(2 * n), primeOf(2 * n + 1)];
  const d = inverse(E, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: E, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const fields = Object.entries(numbers).map(([name, value]) => [name, numberField(value)]);
  const key = { kty: 'RSA', ...(Object.fromEntries(fields) as Record<string, string>) };
  return createPrivateKey({ format: 'jwk', key });
}

/** Private keys, each handed out once: those of the tests, then RSA-3072 ones that take no time to make. */
export class KeyRing {
  private next = 0;

  /** The next one. Throws when there are no more. */
  take(): KeyObject {
    const n = this.next++;
    return n < WITH_SECRET_HALF ? testKey(n + 1) : keyOfPrimes(n - WITH_SECRET_HALF);
  }
}
