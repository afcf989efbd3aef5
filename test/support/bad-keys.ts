import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
} from 'node:crypto';
import * as der from '../../src/rehearsal/der.js';
import { pem, selfSigned, type KeyHolder } from '../../src/rehearsal/key-writer.js';
import { makeCertificate } from './certificate-writer.js';
import { ASSEN, testCommitteeKey, testKey } from './keys.js';

const E = 65_537n;
const EXPONENT = Number(E);
const MADE = new Date('2027-01-04T09:00:00Z');

const bytes = (value: bigint) => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
};

function inverse(of: bigint, modulo: bigint): bigint {
  let [a, b, x, y] = [of % modulo, modulo, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulo) + modulo) % modulo;
}

/** An RSA key of these two primes. */
export function keyOfPrimes(p: bigint, q: bigint): KeyObject {
  const d = inverse(E, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: E, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const key = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, bytes(value).toString('base64url')]),
  );
  return createPrivateKey({ key: { kty: 'RSA', ...key }, format: 'jwk' });
}

/** The modulus of an RSA key. */
export function modulusOf(key: KeyObject): bigint {
  const { n } = createPublicKey(key).export({ format: 'jwk' });
  return BigInt(`0x${Buffer.from(n!, 'base64url').toString('hex')}`);
}

/** A prime of half a key of 3072 bits. */
export function halfPrime(): bigint {
  return generatePrimeSync(1536, { bigint: true });
}

/** A certificate of this key for the holder, as the counting software writes it. */
export function certifiedFor(key: KeyObject, holder: Partial<KeyHolder>): Buffer {
  const whole = { ...ASSEN, commonName: `Gemeente ${holder.region ?? ASSEN.region}`, ...holder };
  return selfSigned(key, whole, MADE, Buffer.alloc(20, 0x41));
}

/** A SubjectPublicKeyInfo of any number. */
export function spkiOf(modulus: Buffer, exponent = EXPONENT): Buffer {
  return der.sequence(
    der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nothing()),
    der.bits(der.sequence(modulus, der.integer(exponent))),
  );
}

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint =>
  Array.from(exponent.toString(2)).reduce(
    (result, bit) => (((result * result) % modulus) * (bit === '1' ? base : 1n)) % modulus,
    1n,
  );

/** A number that the broken chips could have made: a power of 65537 modulo the product of the first 39 primes. */
function chipModulus(): bigint {
  const small = Array.from({ length: 168 }, (_, i) => i).filter(
    (n) => n > 1 && Array.from({ length: n }, (_, i) => i).every((d) => d < 2 || n % d !== 0),
  );
  const m = small.reduce((all, one) => all * BigInt(one), 1n);
  const rest = power(E, 1000n, m);
  return ((halfPrime() * halfPrime()) / m) * m + rest;
}

/** One of each kind that is refused at the door, by its code, as this holder might hand it in by mistake. */
export async function badKeyFiles(holder: Partial<KeyHolder>): Promise<Readonly<Record<string, Uint8Array>>> {
  const key = testKey(1);
  const secret = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
  const { certificate } = await testCommitteeKey(1, holder);
  const text = pem('CERTIFICATE', certificate);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const { n } = createPublicKey(key).export({ format: 'jwk' });
  const modulus = Buffer.from(n!, 'base64url');
  const p = halfPrime();
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const withNumber = (number: bigint, exponent = EXPONENT) =>
    makeCertificate(key, { spki: spkiOf(der.integer(bytes(number)), exponent) });
  return {
    'keys.empty': Buffer.alloc(0),
    'keys.unreadable': Buffer.from(text.slice(0, 400)),
    'keys.utf16': Buffer.from(text, 'utf16le'),
    'keys.privateKey': Buffer.from(secret.export({ type: 'pkcs8', format: 'pem' })),
    'keys.privateKeyUnread': Buffer.from(
      secret.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' }),
    ),
    'keys.burnt': certifiedFor(secret, holder),
    'keys.bundle': Buffer.from(text + pem('CERTIFICATE', certifiedFor(testKey(2), holder))),
    'keys.publicKeyAlone': Buffer.from(pem('PUBLIC KEY', spki)),
    'keys.certificateRequest': Buffer.from(pem('CERTIFICATE REQUEST', requestOf(spki))),
    'keys.notCertificate': Buffer.from('%PDF-1.7 een ander bestand'),
    'keys.algorithm': makeCertificate(key, { spki: curve.publicKey.export({ type: 'spki', format: 'der' }) }),
    'keys.exponent': withNumber(modulusOf(key), 3),
    'keys.roca': withNumber(chipModulus()),
    'keys.closePrimes': withNumber(p * (p + 2n)),
    'keys.smallFactor': withNumber(3n * (((halfPrime() * halfPrime()) >> 1n) | 1n)),
    'keys.corruptModulus': makeCertificate(key, {
      spki: spkiOf(Buffer.concat([Buffer.from('02820200', 'hex'), modulus])),
    }),
    'keys.wrongSize': withNumber(halfPrime() * generatePrimeSync(512, { bigint: true })),
    'keys.notSelfSigned': makeCertificate(key, { signer: testKey(2) }),
    'keys.wrongElection': (await testCommitteeKey(1, { ...holder, election: 'GR2027_Elders' })).certificate,
    'keys.wrongCommittee': (await testCommitteeKey(1, { ...holder, authority: '1999' })).certificate,
  };
}

/** A request for a certificate; its signature is nobody's. */
function requestOf(spki: Buffer): Buffer {
  const body = der.sequence(der.integer(0), der.sequence(), spki, der.explicit(0, Buffer.alloc(0)));
  const algorithm = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nothing());
  return der.sequence(body, algorithm, der.bits(Buffer.alloc(512, 1)));
}
