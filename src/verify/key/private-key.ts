import { dotted, readDer, TAG, type DerNode } from '../cms/der.js';
import { numberOf, wholeNumber, type RsaNumbers } from './rsa-numbers.js';
import { KEY_TABLE } from './table.js';

/**
 * The public half of a private key; `unread`: it is one, and encrypted, of another algorithm or not whole. Nothing of the
 * private half is given.
 */
export type PublicHalf = RsaNumbers | 'unread';

/**
 * The private key that a value in DER is: PKCS#1 (RFC 8017 appendix A.1.2), PKCS#8 (RFC 5208), encrypted PKCS#8, SEC1 or DSA. Null
 * when it is none.
 */
export function privateKeyIn({ tag, children }: DerNode): PublicHalf | null {
  const [first, second, third] = children;
  if (tag !== TAG.sequence || first === undefined || second === undefined) return null;
  if (isAlgorithm(first) && second.tag === TAG.octetString && children.length === 2) return 'unread';
  if (first.tag !== TAG.integer || third === undefined) return null;
  if (isAlgorithm(second) && third.tag === TAG.octetString) {
    const inner = dotted(second.children[0]!) === KEY_TABLE.key ? readDer(third.content) : null;
    return (inner && privateKeyIn(inner)) ?? 'unread';
  }
  const isSec1 = second.tag === TAG.octetString;
  const isDsa = children.length === 6 && children.every((child) => child.tag === TAG.integer);
  if (isSec1 || isDsa) return 'unread';
  if (children.length < 9 || second.tag !== TAG.integer) return null;
  const [, modulus, exponent, , prime] = children.map(wholeNumber);
  return proven(modulus, exponent, prime);
}

/** A private key as a JSON Web Key (RFC 7517); null when the text is none. */
export function privateJwk(text: string): PublicHalf | null {
  const { kty, n, e, d, p, k } = jsonObject(text);
  if (typeof kty !== 'string' || (d === undefined && k === undefined)) return null;
  const [modulus, exponent, prime] = [n, e, p].map((value) =>
    typeof value === 'string' ? numberOf(Buffer.from(value, 'base64url')) : null,
  );
  return kty === 'RSA' ? proven(modulus, exponent, prime) : 'unread';
}

/** An object in JSON; empty for anything else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const OPENSSH = Buffer.from('openssh-key-v1\0', 'latin1');

/** A private key as OpenSSH keeps it (its PROTOCOL.key): unread when it is encrypted, or no RSA. */
export function opensshKey(bytes: Buffer): PublicHalf {
  if (!bytes.subarray(0, OPENSSH.length).equals(OPENSSH)) return 'unread';
  const outer = new Strings(bytes, OPENSSH.length);
  const cipher = outer.next();
  outer.next();
  outer.next();
  outer.skip(4);
  outer.next();
  const inner = new Strings(outer.next(), 8);
  if (cipher.toString('latin1') !== 'none' || inner.next().toString('latin1') !== 'ssh-rsa') return 'unread';
  const [modulus, exponent, , , prime] = Array.from({ length: 5 }, () => numberOf(inner.next()));
  return proven(modulus, exponent, prime);
}

/** Byte strings one after another, each after its length in four bytes (RFC 4251 §5); what is not there is empty. */
class Strings {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  skip(count: number): void {
    this.at += count;
  }

  next(): Buffer {
    const start = this.at + 4;
    const length = start <= this.bytes.length ? this.bytes.readUInt32BE(this.at) : 0;
    this.at = start + length;
    return this.bytes.subarray(start, this.at);
  }
}

/**
 * Only who has the private key can give a factor of its modulus. Without that proof anybody could hand in the public numbers of
 * another's key as a private key of their own, and have it barred.
 */
function proven(
  modulus: bigint | null = null,
  exponent: bigint | null = null,
  prime: bigint | null = null,
): PublicHalf {
  if (modulus === null || exponent === null || prime === null) return 'unread';
  const isFactor = prime > 1n && prime < modulus && modulus % prime === 0n;
  return isFactor ? { modulus, exponent } : 'unread';
}

function isAlgorithm({ tag, children }: DerNode): boolean {
  return tag === TAG.sequence && children[0]?.tag === TAG.oid;
}
