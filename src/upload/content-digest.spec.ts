import { createHash } from 'node:crypto';
import { sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { contentDigest, readContentDigest } from './content-digest.js';

const hex = sha256(createHash('sha256').update('telling').digest('hex'));
const value = contentDigest(hex);

describe('Content-Digest', () => {
  it.each([
    [undefined, null],
    [value, hex],
    [` ${value} `, hex],
    [`sha-512=:AAAA:, ${value}`, hex],
    [`${value},md5=:AA==:`, hex],
  ])('reads %j', (header, expected) => expect(readContentDigest(header)).toBe(expected));

  it('reads what Node gives for a repeated header', () => {
    expect(readContentDigest(['sha-512=:AAAA:', value])).toBe(hex);
  });

  it.each([
    '',
    'sha-512=:AAAA:',
    value.toUpperCase(),
    value.replaceAll(':', ''),
    `${value}, ${value}`,
    value.slice(0, -6) + ':',
    `${value};q=1`,
    `sha-256=${hex}`,
    `${value},`,
    'x'.repeat(2000),
  ])('refuses %j rather than seem to have compared it', (header) => {
    expect(() => readContentDigest(header)).toThrow(new Refusal('upload.digestUnreadable'));
  });
});
