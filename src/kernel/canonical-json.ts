import { createHash } from 'node:crypto';
import { sha256, type Sha256 } from './fingerprint.js';

/** A value that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** SHA-256 over a value as {@link canonicalJson} writes it, in UTF-8. Refuses as that does. */
export function digestOf(value: Json): Sha256 {
  return sha256(createHash('sha256').update(canonicalJson(value)).digest('hex'));
}

/**
 * The one way to write a value as JSON (RFC 8785): no space, keys in the order of their UTF-16 code units, numbers and
 * escapes as ECMAScript writes them. Refuses with a TypeError what has no such form: NaN, infinity, half of a surrogate
 * pair, and anything that is not JSON.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} has no JSON`);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key]!)}`);
  return `{${members.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** JSON.stringify writes half a pair as an escape that other readers refuse: two texts must not become one. */
function canonicalString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('half of a surrogate pair has no canonical JSON');
  return JSON.stringify(text);
}
