import { checkPrimeSync, createHash } from 'node:crypto';
import { greatestCommonDivisor, primesBelow, product, squareRoot } from './arithmetic.js';
import { bitsOf, bytesOf, type RsaNumbers } from './rsa-numbers.js';
import { KEY_TABLE } from './table.js';

/** Why an RSA key may not be used: those by which it can be broken first, its length last. */
export const RSA_WEAKNESSES = [
  'exponent',
  'roca',
  'closePrimes',
  'corruptModulus',
  'smallFactor',
  'debianWeak',
  'wrongSize',
] as const;
export type RsaWeakness = (typeof RSA_WEAKNESSES)[number];

/** Keys that are known to be in everybody's hands; what {@link readBlocklist} gives. */
export type Blocklist = ReadonlySet<string>;

/**
 * What was looked for in an RSA key by its numbers alone, and whether it was found. What is absent was not looked for: of a modulus
 * longer than the table allows only its length, which is what somebody chose who wants to be calculated for.
 */
export function lookForWeaknesses(
  key: RsaNumbers,
  blocklist: Blocklist = new Set(),
): ReadonlyMap<RsaWeakness, boolean> {
  const bits = bitsOf(key.modulus);
  const seen = new Map<RsaWeakness, boolean>();
  seen.set('exponent', key.exponent !== BigInt(KEY_TABLE.exponent));
  seen.set('wrongSize', bits < KEY_TABLE.bits.least || bits > KEY_TABLE.bits.most);
  if (bits > KEY_TABLE.bits.most) return seen;
  const corrupt = isCorrupt(key.modulus);
  seen.set('corruptModulus', corrupt);
  if (!corrupt) {
    seen.set('roca', isRoca(key.modulus));
    seen.set('closePrimes', hasClosePrimes(key.modulus));
    seen.set('smallFactor', hasSmallFactor(key.modulus));
  }
  if (blocklist.size > 0) seen.set('debianWeak', blocklist.has(listedAs(key.modulus)));
  return seen;
}

/** Primes below this are looked for as factors. */
const SMALL = 2 ** 20;
let smallPrimes: bigint | null = null;

function hasSmallFactor(modulus: bigint): boolean {
  smallPrimes ??= product(primesBelow(SMALL).map(BigInt));
  return greatestCommonDivisor(modulus, smallPrimes % modulus) !== 1n;
}

/**
 * ROCA (Nemec and others, The Return of Coppersmith's Attack, CCS 2017, §2): both primes of such a key are k·M + 65537^a mod M,
 * where M is a product of the first primes. So for each of those its modulus is a power of 65537. The first 39 primes stand in M
 * at every length; of other keys about one in 2^28 or fewer has that property.
 */
function isRoca(modulus: bigint): boolean {
  return ROCA_RESIDUES.every(({ prime, powers }) => powers.has(Number(modulus % BigInt(prime))));
}

const ROCA_RESIDUES = primesBelow(168)
  .filter((prime) => prime > 2)
  .map((prime) => {
    const powers = new Set<number>();
    for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power);
    return { prime, powers };
  });

/** Steps of Fermat's method: enough for primes of 2048 bits that differ by less than about 2^1030. */
const FERMAT_STEPS = 4096;
/** Remainders of squares: 1 number in 70 passes all three, and only of those the root is drawn. */
const SQUARES = [64, 63, 65].map((modulus) => ({
  modulus: BigInt(modulus),
  remainders: new Set(Array.from({ length: modulus }, (_, root) => (root * root) % modulus)),
}));

/**
 * Fermat's method, bounded: with N = a² − b² the primes are a − b and a + b, found at once when they lie close together (RFC
 * 9500 and CVE-2022-26320 have such keys). Equal primes are the closest.
 */
function hasClosePrimes(modulus: bigint): boolean {
  let a = squareRoot(modulus);
  if (a * a < modulus) a += 1n;
  let rest = a * a - modulus;
  for (let step = 0; step < FERMAT_STEPS; step += 1) {
    if (isSquare(rest)) return true;
    rest += 2n * a + 1n;
    a += 1n;
  }
  return false;
}

function isSquare(value: bigint): boolean {
  if (SQUARES.some(({ modulus, remainders }) => !remainders.has(Number(value % modulus)))) return false;
  const root = squareRoot(value);
  return root * root === value;
}

/** Bits in a row that are the same: 64 of them stand in one of 2^50 random numbers. */
const LONGEST_RUN = 64;
/** Standard deviations that the number of ones may lie from half of the bits. */
const WIDEST = 8;

/**
 * A modulus that no generator of primes made: even or prime, or with a pattern that a random number has less often than once in
 * 2^45 (words that return, long runs, few ones or zeros, few values of bytes or of the steps between them).
 */
function isCorrupt(modulus: bigint): boolean {
  if (modulus < 4n || modulus % 2n === 0n || checkPrimeSync(modulus)) return true;
  const digits = modulus.toString(2);
  const ones = digits.replaceAll('0', '').length;
  if (Math.abs(2 * ones - digits.length) > WIDEST * Math.sqrt(digits.length)) return true;
  if (digits.includes('0'.repeat(LONGEST_RUN)) || digits.includes('1'.repeat(LONGEST_RUN))) return true;
  const bytes = bytesOf(modulus);
  const steps = bytes.map((byte, i) => byte - (bytes[i - 1] ?? 0));
  return hasReturningWord(bytes) || isMonotonous(bytes) || isMonotonous(steps);
}

function hasReturningWord(bytes: Buffer): boolean {
  const hex = bytes.toString('hex');
  const words = hex.match(/.{16}/g) ?? [];
  return new Set(words).size < words.length;
}

/** Of 256 random bytes about 162 differ, of 384 about 199: never fewer than half of them all. */
function isMonotonous(bytes: Uint8Array): boolean {
  return new Set(bytes).size < Math.min(bytes.length, 256) / 2;
}

/**
 * A list in the form of Debian's openssl-blacklist: per line the last 20 hex digits of the SHA-1 that
 * `openssl rsa -noout -modulus | sha1sum` gives, and remarks after `#`. SHA-1 only looks up here. Throws on any other line.
 */
export function readBlocklist(text: string): Blocklist {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  const listed = lines.filter((line) => line !== '');
  const wrong = listed.findIndex((line) => !/^[0-9a-f]{20}$/i.test(line));
  if (wrong >= 0)
    throw new Error(`line ${String(lines.indexOf(listed[wrong]!) + 1)} is no entry of a blocklist`);
  return new Set(listed.map((line) => line.toLowerCase()));
}

/** How {@link readBlocklist} lists a modulus. */
export function listedAs(modulus: bigint): string {
  const written = `Modulus=${bytesOf(modulus).toString('hex').toUpperCase()}\n`;
  return createHash('sha1').update(written).digest('hex').slice(20);
}
