// A RSA-4096 key per made-up committee: the law of the platform refuses the same key twice. Finding the primes costs about
// a second of processor time, so all share two, kept in var/bench, and differ in their public exponent. They guard nothing.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../build.mjs';

const FILE = path.join(ROOT, 'var/bench/key.json');
const FIRST_EXPONENT = 65537n;
/** Between two exponents that were chosen for different committees: room to find one that fits. */
const STRIDE = 64n;

const number = (text) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);

function written(value) {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

function greatestCommonDivisor(a, b) {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

/** The number that times `a` leaves 1 when divided by `modulus`. */
function inverse(a, modulus) {
  let [old, now, oldTimes, times] = [a, modulus, 1n, 0n];
  while (now > 0n) {
    const whole = old / now;
    [old, now, oldTimes, times] = [now, old - whole * now, times, oldTimes - whole * times];
  }
  return ((oldTimes % modulus) + modulus) % modulus;
}

function shared() {
  if (!existsSync(FILE)) {
    mkdirSync(path.dirname(FILE), { recursive: true });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
    writeFileSync(FILE, JSON.stringify(privateKey.export({ format: 'jwk' })), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** The key with this number, the same every time. */
export function keyOf(index) {
  const jwk = shared();
  const [p, q] = [number(jwk.p), number(jwk.q)];
  let e = FIRST_EXPONENT + STRIDE * BigInt(index);
  while (greatestCommonDivisor(e, (p - 1n) * (q - 1n)) !== 1n) e += 2n;
  const d = inverse(e, (p - 1n) * (q - 1n));
  const parts = { e: written(e), d: written(d), dp: written(d % (p - 1n)), dq: written(d % (q - 1n)) };
  return createPrivateKey({ key: { ...jwk, ...parts }, format: 'jwk' });
}
