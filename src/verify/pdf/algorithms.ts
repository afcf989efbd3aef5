import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { dotted, TAG, type DerNode } from '../cms/der.js';
import { readAlgorithm } from '../cms/shape.js';

export type Hash = 'sha256' | 'sha384' | 'sha512';

const HASHES: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const DIGEST_BYTES: Readonly<Record<Hash, number>> = { sha256: 32, sha384: 48, sha512: 64 };
const CURVES = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** How a signature was made. */
export interface SignatureScheme {
  readonly kind: 'rsa' | 'pss' | 'ecdsa';
  readonly hash: Hash;
  /** Bytes of salt of RSASSA-PSS; zero otherwise. */
  readonly saltLength: number;
}

const FIXED: Readonly<Record<string, readonly ['rsa' | 'ecdsa', Hash]>> = {
  '1.2.840.113549.1.1.11': ['rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512'],
  '1.2.840.10045.4.3.2': ['ecdsa', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa', 'sha512'],
};

/** The SHA-2 that an AlgorithmIdentifier names; null for anything else, SHA-1 and MD5 among it. */
export function hashOf(algorithm: DerNode): Hash | null {
  const { oid, parameters } = readAlgorithm(algorithm, 'de rekenwijze');
  return parameters === 'other' ? null : (HASHES[oid] ?? null);
}

/** Whether a digest is as long as that of this hash. */
export const isDigestOf = (hash: Hash, digest: Uint8Array): boolean => digest.length === DIGEST_BYTES[hash];

/**
 * What an AlgorithmIdentifier of a signature names: RSA (PKCS #1 v1.5 or PSS) or ECDSA with SHA-2; null for anything else.
 * `digest` is the hash where `rsaEncryption` leaves it open (RFC 3370 §3.2).
 */
export function schemeOf(algorithm: DerNode, digest: Hash | null): SignatureScheme | null {
  const { oid, parameters } = readAlgorithm(algorithm, 'het soort handtekening');
  if (oid === RSA_PSS) return pssOf(algorithm.children[1]);
  if (parameters === 'other') return null;
  if (oid === '1.2.840.113549.1.1.1')
    return digest === null ? null : { kind: 'rsa', hash: digest, saltLength: 0 };
  const fixed = FIXED[oid];
  return fixed === undefined ? null : { kind: fixed[0], hash: fixed[1], saltLength: 0 };
}

/** RSASSA-PSS-params (RFC 8017 A.2.3), all written out, with the same SHA-2 for both uses of it. */
function pssOf(parameters: DerNode | undefined): SignatureScheme | null {
  const [hashed, masked, salted, more] = parameters?.children ?? [];
  const algorithm = hashed?.tag === 0xa0 ? hashed.children[0] : undefined;
  const mask = masked?.tag === 0xa1 ? masked.children[0] : undefined;
  const salt = salted?.tag === 0xa2 ? salted.children[0] : undefined;
  const maskHash = mask?.children[1];
  if (algorithm === undefined || maskHash === undefined || salt?.tag !== TAG.integer || more !== undefined)
    return null;
  const hash = hashOf(algorithm);
  const [name] = mask!.children;
  if (hash === null || name?.tag !== TAG.oid || dotted(name) !== MGF1 || hashOf(maskHash) !== hash)
    return null;
  const saltLength = salt.content.length === 1 ? salt.content[0]! : -1;
  return saltLength === DIGEST_BYTES[hash] ? { kind: 'pss', hash, saltLength } : null;
}

/** A key that may have signed: RSA of 2048 to 8192 bits, or ECDSA on P-256, P-384 or P-521; null for anything else. */
export function signingKey(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
    const rsa =
      key.asymmetricKeyType === 'rsa' &&
      modulusLength >= 2048 &&
      modulusLength <= 8192 &&
      publicExponent >= 65537n &&
      publicExponent % 2n === 1n;
    return rsa || (key.asymmetricKeyType === 'ec' && CURVES.has(namedCurve)) ? key : null;
  } catch {
    // OpenSSL does not take it as a key at all
    return null;
  }
}

/** Whether this key made this signature over these bytes, as node:crypto finds. */
export function signed(
  scheme: SignatureScheme,
  key: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const rsa = key.asymmetricKeyType === 'rsa';
  if (rsa !== (scheme.kind !== 'ecdsa')) return false;
  const options =
    scheme.kind === 'pss'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }
      : rsa
        ? { key, padding: constants.RSA_PKCS1_PADDING }
        : { key, dsaEncoding: 'der' as const };
  return verify(scheme.hash, bytes, options, signature);
}
