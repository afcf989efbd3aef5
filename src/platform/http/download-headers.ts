import type { Sha256 } from '../../kernel/fingerprint.js';

/** Bytes `start` to `end` of a file, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a Range header comes down to: all of the file, one part of it, or a part that it does not have (416). */
export type RangeAnswer =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly range: ByteRange }
  | { readonly kind: 'unsatisfiable' };

/** Strong entity tag of bytes (RFC 9110 §8.8.3): their SHA-256. */
export function entityTag(sha256: Sha256): string {
  return `"${sha256}"`;
}

/** `sha-256=:…:` over the whole file, whatever part of it is sent (RFC 9530 §3). */
export function reprDigest(sha256: Sha256): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}

/**
 * Reads a Range header for a file of `size` bytes (RFC 9110 §14.2). Several ranges, another unit or nonsense are answered
 * with the whole file, as that paragraph allows. `ifRange` (§13.1.5) that names other bytes, a weak tag or a date makes
 * it the whole file too.
 */
export function readRange(
  header: string | undefined,
  size: number,
  etag: string,
  ifRange: string | undefined,
): RangeAnswer {
  const match = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? '');
  if (match === null || (ifRange !== undefined && ifRange.trim() !== etag)) return { kind: 'whole' };
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  return start >= size ? { kind: 'unsatisfiable' } : { kind: 'part', range: { start, end } };
}

function suffix(length: number, size: number): RangeAnswer {
  if (length === 0 || size === 0) return { kind: 'unsatisfiable' };
  return { kind: 'part', range: { start: Math.max(0, size - length), end: size - 1 } };
}

/**
 * Whether an If-Match header (RFC 9110 §13.1.1) names other bytes than these: then nothing is sent (412). Compared
 * strongly: a weak tag never matches.
 */
export function wantsOther(ifMatch: string | undefined, etag: string): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return false;
  return !ifMatch.split(',').some((tag) => tag.trim() === etag);
}

/** Whether an If-None-Match header (RFC 9110 §13.1.2) says that the asker has these bytes already. */
export function alreadyHas(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * Content-Disposition that makes a browser save the file and never show it (RFC 6266), with the name in RFC 8187 form
 * where it is more than plain ASCII. The name comes from a sender: control characters, separators and quotes go out.
 */
export function saveAs(name: string): string {
  const safe = plainName(name);
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, percent);
  return ascii === safe
    ? `attachment; filename="${ascii}"`
    : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function plainName(name: string): string {
  const kept = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  return [...kept].slice(0, 150).join('') || 'bestand';
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
