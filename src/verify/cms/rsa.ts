import { constants, createPublicKey, publicDecrypt, timingSafeEqual, type KeyObject } from 'node:crypto';
import { readDer, TAG, type DerNode } from './der.js';
import { Fields, readAlgorithm, ShapeError } from './shape.js';

/** An RSA public key that may verify signatures. */
export interface RsaKey {
  /** DER of the SubjectPublicKeyInfo. */
  readonly spki: Buffer;
  readonly bits: number;
  /** Big-endian, without a leading zero. */
  readonly modulus: Buffer;
  readonly key: KeyObject;
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
/** DigestInfo of SHA-256 (RFC 8017 §9.2, note 1), to be followed by the digest. */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const MIN_RSA_BITS = 3072;
const MAX_RSA_BITS = 8192;

/**
 * Reads a SubjectPublicKeyInfo that must hold an RSA key of 3072 to 8192 bits with an odd exponent of at least 65537.
 * With an exponent of 1 anybody could sign, so the numbers are looked at and not only the form. Throws ShapeError.
 */
export function readRsaKey(spki: DerNode): RsaKey {
  const fields = new Fields(spki);
  const algorithm = readAlgorithm(fields.take(TAG.sequence, 'het soort sleutel'), 'het soort sleutel');
  if (algorithm.oid !== RSA_ENCRYPTION || algorithm.parameters !== 'null')
    throw new ShapeError('de sleutel is geen RSA-sleutel');
  const bits = fields.take(TAG.bitString, 'de sleutel').content;
  fields.end('de sleutel');
  const pair = bits[0] === 0 ? readDer(bits.subarray(1)) : null;
  if (pair?.tag !== TAG.sequence) throw new ShapeError('de sleutel is beschadigd');
  const numbers = new Fields(pair);
  const modulus = positive(numbers.take(TAG.integer, 'de modulus'));
  const exponent = positive(numbers.take(TAG.integer, 'de exponent'));
  numbers.end('de sleutel');
  const size = bitLength(modulus);
  if (size < MIN_RSA_BITS || size > MAX_RSA_BITS)
    throw new ShapeError(`de sleutel heeft ${String(size)} bits`);
  const e = bitLength(exponent) <= 32 ? Number(`0x0${exponent.toString('hex')}`) : 0;
  if (e < 65537 || e % 2 === 0 || modulus.at(-1)! % 2 === 0) throw new ShapeError('de sleutel is zwak');
  return {
    spki: spki.raw,
    bits: size,
    modulus,
    key: importKey(spki.raw),
  };
}

/** OpenSSL may have demands of its own on a key: what it does not take is a key that cannot be used, not a fault. */
function importKey(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    throw new ShapeError('de sleutel is beschadigd');
  }
}

/**
 * RSASSA-PKCS1-v1_5 with SHA-256 over a digest that is already there (RFC 8017 §8.2.2): the padded message that the
 * digest must give is written out in full and every byte of it compared, so that nothing is parsed that an attacker
 * wrote. The signature must be exactly as long as the modulus and smaller than it.
 */
export function verifiesDigest(key: RsaKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const length = key.modulus.length;
  if (digest.length !== 32 || signature.length !== length || Buffer.compare(signature, key.modulus) >= 0)
    return false;
  const found = publicDecrypt({ key: key.key, padding: constants.RSA_NO_PADDING }, signature);
  const expected = Buffer.alloc(length, 0xff);
  expected[0] = 0;
  expected[1] = 1;
  const info = Buffer.concat([Buffer.from([0]), SHA256_DIGEST_INFO, digest]);
  info.copy(expected, length - info.length);
  return found.length === length && timingSafeEqual(found, expected);
}

function positive(node: DerNode): Buffer {
  const [first] = node.content;
  if (first === undefined || first >= 0x80) throw new ShapeError('de sleutel heeft een negatief getal');
  return first === 0 ? node.content.subarray(1) : node.content;
}

function bitLength(number: Buffer): number {
  return number.length === 0 ? 0 : (number.length - 1) * 8 + (32 - Math.clz32(number[0]!));
}
