import { createHash, type Hash } from 'node:crypto';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';

const MEMBER = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):$/;
/** The algorithms that RFC 9530 calls active. */
const LENGTHS = { 'sha-256': 32, 'sha-512': 64 } as const;
type Algorithm = keyof typeof LENGTHS;

/** What a sender said of the bytes, by algorithm; empty when nothing was said. */
export type Digests = ReadonlyMap<Algorithm, Buffer>;

/**
 * What a `Content-Digest` or `Repr-Digest` header says (RFC 9530: a dictionary of byte sequences). Refused with
 * `upload.digestUnreadable`: a header that cannot be read, names an algorithm twice, or names only algorithms that are not
 * used here, because who takes the trouble to send a digest must not believe that it was compared.
 */
export function readContentDigest(header: string | readonly string[] | undefined): Digests {
  const found = new Map<Algorithm, Buffer>();
  if (header === undefined) return found;
  const text = typeof header === 'string' ? header : header.join(',');
  const unreadable = () => new Refusal('upload.digestUnreadable');
  if (text.length > 1000) throw unreadable();
  for (const part of text.split(',')) {
    const member = MEMBER.exec(part.trim());
    if (member === null) throw unreadable();
    if (member[1] !== 'sha-256' && member[1] !== 'sha-512') continue;
    const bytes = Buffer.from(member[2]!, 'base64');
    if (found.has(member[1]) || bytes.length !== LENGTHS[member[1]]) throw unreadable();
    found.set(member[1], bytes);
  }
  if (found.size === 0) throw unreadable();
  return found;
}

/** Nothing was said. */
export const NO_DIGESTS: Digests = new Map();

/** What is left to compare where the SHA-256 is made anyway. */
export function withoutSha256(digests: Digests): Digests {
  return new Map([...digests].filter(([name]) => name !== 'sha-256'));
}

/** Compares what passes with every digest that was given. */
export class DigestCheck {
  private readonly hashes: ReadonlyMap<Algorithm, Hash>;

  constructor(private readonly expected: Digests) {
    this.hashes = new Map([...expected.keys()].map((name) => [name, createHash(name.replace('-', ''))]));
  }

  update(bytes: Uint8Array): void {
    for (const hash of this.hashes.values()) hash.update(bytes);
  }

  /** Refuses `upload.wrongDigest` when one of them is another. */
  end(): void {
    for (const [name, hash] of this.hashes)
      if (!hash.digest().equals(this.expected.get(name)!)) throw new Refusal('upload.wrongDigest');
  }
}

/** A `Content-Digest` or `Repr-Digest` value for these bytes. */
export function contentDigest(digest: Sha256): string {
  return `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`;
}
