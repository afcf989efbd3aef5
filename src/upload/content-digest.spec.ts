import { createHash } from 'node:crypto';
import { sha256 } from '../kernel/fingerprint.js';
import { Refusal } from '../kernel/refusal.js';
import { contentDigest, DigestCheck, readContentDigest } from './content-digest.js';

const hex = sha256(createHash('sha256').update('telling').digest('hex'));
const value = contentDigest(hex);
const long = `sha-512=:${createHash('sha512').update('telling').digest('base64')}:`;

describe('Content-Digest', () => {
  const named = (header: string | readonly string[] | undefined) => [...readContentDigest(header).keys()];

  it.each([
    [undefined, []],
    [value, ['sha-256']],
    [` ${value} `, ['sha-256']],
    [`${long}, ${value}`, ['sha-512', 'sha-256']],
    [`${value},md5=:AA==:`, ['sha-256']],
  ])('reads %j', (header, expected) => expect(named(header)).toEqual(expected));

  it('reads what Node gives for a repeated header', () => {
    expect(named([long, value])).toEqual(['sha-512', 'sha-256']);
    expect(readContentDigest(value).get('sha-256')?.toString('hex')).toBe(hex);
  });

  it('compares with every digest that was given', () => {
    const check = (header: string, bytes: string) => {
      const digests = new DigestCheck(readContentDigest(header));
      for (const byte of bytes) digests.update(Buffer.from(byte));
      digests.end();
    };
    check(`${value}, ${long}`, 'telling');
    expect(() => check(`${value}, ${long}`, 'tellinG')).toThrow(new Refusal('upload.wrongDigest'));
    const otherLong = `sha-512=:${createHash('sha512').update('x').digest('base64')}:`;
    expect(() => check(`${value}, ${otherLong}`, 'telling')).toThrow(new Refusal('upload.wrongDigest'));
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
