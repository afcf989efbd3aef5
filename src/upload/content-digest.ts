import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';

const MEMBER = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):$/;

/**
 * The SHA-256 that a `Content-Digest` header names (RFC 9530: a dictionary of byte sequences); null without a header.
 * A header that cannot be read, names sha-256 twice, or names only algorithms that are not used here is refused with
 * `upload.digestUnreadable`: who takes the trouble to send a digest must not believe that it was compared.
 */
export function readContentDigest(header: string | readonly string[] | undefined): Sha256 | null {
  if (header === undefined) return null;
  const text = typeof header === 'string' ? header : header.join(',');
  const unreadable = () => new Refusal('upload.digestUnreadable');
  if (text.length > 1000) throw unreadable();
  let found: Sha256 | null = null;
  for (const part of text.split(',')) {
    const member = MEMBER.exec(part.trim());
    if (member === null) throw unreadable();
    if (member[1] !== 'sha-256') continue;
    const bytes = Buffer.from(member[2]!, 'base64');
    if (found !== null || bytes.length !== 32) throw unreadable();
    found = sha256(bytes.toString('hex'));
  }
  if (found === null) throw unreadable();
  return found;
}

/** A `Content-Digest` or `Repr-Digest` value for these bytes. */
export function contentDigest(digest: Sha256): string {
  return `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`;
}
