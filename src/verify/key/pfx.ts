import { dotted, readDer, TAG, type DerNode } from '../cms/der.js';
import { privateKeyIn, type PublicHalf } from './private-key.js';

/** What stands open in a PKCS#12: private keys, by their public half, and certificates as DER. */
export interface OpenPfx {
  readonly keys: readonly PublicHalf[];
  readonly certificates: readonly Buffer[];
}

const OID = {
  data: '1.2.840.113549.1.7.1',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  certificateBag: '1.2.840.113549.1.12.10.1.3',
} as const;

/** Starts as a PKCS#12 (RFC 7292 §4): version 3 in a SEQUENCE, in DER or BER, then the SEQUENCE that holds the rest. */
export function looksLikePfx(bytes: Uint8Array): boolean {
  const hex = Buffer.from(bytes.subarray(0, 10)).toString('hex');
  return /^30(?:[0-7].|80|81..|82.{4}|83.{6})02010330/.test(hex);
}

/**
 * What can be read of a PKCS#12 without its password, which is not asked for: the rest stays closed. In BER nothing is read.
 */
export function openPfx(bytes: Uint8Array): OpenPfx {
  const keys: PublicHalf[] = [];
  const certificates: Buffer[] = [];
  for (const bag of bagsIn(readDer(bytes))) {
    const value = bag.children[1]?.children[0];
    const kind = oidOf(bag);
    if (value === undefined) continue;
    if (kind === OID.keyBag) keys.push(privateKeyIn(value) ?? 'unread');
    const held = kind === OID.certificateBag ? value.children[1]?.children[0] : undefined;
    if (held?.tag === TAG.octetString) certificates.push(Buffer.from(held.content));
  }
  return { keys, certificates };
}

function bagsIn(pfx: DerNode | null): DerNode[] {
  const safe = pfx?.children[1];
  const contents = safe && readDer(openData(safe))?.children;
  return (contents ?? []).flatMap((content) => readDer(openData(content))?.children ?? []);
}

/** The bytes of a ContentInfo that is plain data; none of what is encrypted. */
function openData(info: DerNode): Buffer {
  const octets = oidOf(info) === OID.data ? info.children[1]?.children[0] : undefined;
  return octets?.tag === TAG.octetString ? octets.content : Buffer.alloc(0);
}

function oidOf({ children: [first] }: DerNode): string | null {
  return first?.tag === TAG.oid ? dotted(first) : null;
}
