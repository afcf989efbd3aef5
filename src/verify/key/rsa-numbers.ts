import { createHash } from 'node:crypto';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { derLength, dotted, readDer, TAG, type DerNode } from '../cms/der.js';
import { KEY_TABLE } from './table.js';

/** The two numbers of an RSA public key, as they were written: nothing is known of them yet. */
export interface RsaNumbers {
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** What a SubjectPublicKeyInfo holds: the OID of its algorithm, and its numbers when it is RSA and they can be read. */
export interface PublicKey {
  readonly algorithm: string;
  readonly rsa: RsaNumbers | null;
}

/** Looks into a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of any algorithm; null when it is none. */
export function lookAtPublicKey(spki: DerNode): PublicKey | null {
  const [algorithm, bits] = spki.children;
  const oid = algorithm?.children[0];
  if (spki.tag !== TAG.sequence || oid?.tag !== TAG.oid || bits?.tag !== TAG.bitString) return null;
  const name = dotted(oid);
  const inner = name === KEY_TABLE.key ? readDer(bits.content.subarray(1)) : null;
  return { algorithm: name, rsa: inner && rsaPublicKey(inner) };
}

/** An RSAPublicKey (RFC 8017 appendix A.1.1); null when it is none, or holds a negative number. */
export function rsaPublicKey({ tag, children }: DerNode): RsaNumbers | null {
  const [modulus = null, exponent = null] = children.map(wholeNumber);
  const isPair = tag === TAG.sequence && children.length === 2 && modulus !== null && exponent !== null;
  return isPair ? { modulus, exponent } : null;
}

/** A non-negative INTEGER; null for anything else. */
export function wholeNumber({ tag, content }: DerNode): bigint | null {
  return tag === TAG.integer && content[0]! < 0x80 ? numberOf(content) : null;
}

/** Big-endian bytes as a number. */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}

/** A number as big-endian bytes, in the fewest. */
export function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

/** How many bits a number takes. */
export function bitsOf(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** The id of a key: SHA-256 over its SubjectPublicKeyInfo, as every certificate of it has it. */
export function keyIdOf({ modulus, exponent }: RsaNumbers): Sha256 {
  const pair = element(TAG.sequence, integer(modulus), integer(exponent));
  const oid = Buffer.from('06092a864886f70d010101', 'hex');
  const algorithm = element(TAG.sequence, oid, Buffer.of(TAG.null, 0));
  const spki = element(TAG.sequence, algorithm, element(TAG.bitString, Buffer.of(0), pair));
  return sha256(createHash('sha256').update(spki).digest('hex'));
}

function integer(value: bigint): Buffer {
  const bytes = bytesOf(value);
  return element(TAG.integer, ...(bytes[0]! >= 0x80 ? [Buffer.of(0)] : []), bytes);
}

function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), derLength(body.length), body]);
}
