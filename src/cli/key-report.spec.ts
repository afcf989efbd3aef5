import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { asPem, asSecretPem, certificateFor } from '../../test/support/key-files.js';
import { testCommitteeKey, testKey } from '../../test/support/keys.js';
import { inGroups, sha256 } from '../kernel/fingerprint.js';
import type { KeyRequest } from './arguments.js';
import { judgeKey, keyText } from './key-report.js';

const request = (more: Partial<KeyRequest> = {}): KeyRequest => ({
  file: 'public_key.crt',
  election: null,
  committee: null,
  ...more,
});
const NOW = new Date('2027-02-01T12:00:00Z');

describe('a certificate on one’s own computer', () => {
  let certificate: Buffer;
  let fingerprint: string;
  const judged = (bytes: Uint8Array | string, more: Partial<KeyRequest> = {}) =>
    judgeKey(Buffer.from(bytes), request(more));
  const outcomes = (bytes: Uint8Array | string, more: Partial<KeyRequest> = {}) =>
    Object.fromEntries(judged(bytes, more).checks.map(({ code, result }) => [code.slice(5), result]));

  beforeAll(async () => {
    certificate = (await testCommitteeKey(1)).certificate;
    fingerprint = createHash('sha256').update(certificate).digest('hex');
  });

  it('says for whom it is, its fingerprint, and each check of the door', () => {
    expect(judged(certificate)).toMatchObject({
      verdict: 'accepted',
      fingerprint,
      subject: { commonName: 'Gemeente Assen', organization: 'TK2027', userId: 'PSB0106' },
      notBefore: '2027-01-04T09:00:00.000Z',
      key: { algorithm: 'RSA', bits: 4096 },
    });
    expect(outcomes(certificate)).toEqual({
      unreadable: 'pass',
      algorithm: 'pass',
      wrongSize: 'pass',
      exponent: 'pass',
      corruptModulus: 'pass',
      roca: 'pass',
      closePrimes: 'pass',
      smallFactor: 'pass',
      readersDiffer: 'pass',
      notSelfSigned: 'pass',
      wrongElection: 'skipped',
      wrongCommittee: 'skipped',
      debianWeak: 'skipped',
      burnt: 'skipped',
      sharedFactor: 'skipped',
      alreadyRegistered: 'skipped',
    });
  });

  it.each<[string, () => Uint8Array | string]>([
    [
      'PEM with a mark, bag attributes and text after it',
      () => `\ufeffBag Attributes\n${asPem(certificate)}einde`,
    ],
    ['base64 alone', () => certificate.toString('base64')],
  ])('is the same from %s', (_, make) => expect(judged(make())).toEqual(judged(certificate)));

  it('is read in Dutch', () => {
    const text = keyText(judged(certificate), 'public_key.crt', NOW);
    expect(text).toContain(`Vingerafdruk:   ${inGroups(sha256(fingerprint))}\n`);
    expect(text).toContain('Voor:           Gemeente Assen\n');
    expect(text).toContain('Geldig:         2027-01-04 tot en met ');
    expect(text).not.toContain('verlopen');
    expect(text).toMatch(/GOEDGEKEURD.*alle 16 groepen/);
    expect(keyText(judged(certificate), 'x', new Date('2099-01-01'))).toContain('(verlopen)');
  });

  it.each<[string, Partial<KeyRequest>, object, string]>([
    [
      'its owner',
      { election: 'TK2027', committee: { level: 'GSB', code: '0106' } },
      { wrongElection: 'pass', wrongCommittee: 'pass' },
      'accepted',
    ],
    ['another election', { election: 'GR2027_Assen' }, { wrongElection: 'refuse' }, 'refused'],
    ['another', { committee: { level: 'GSB', code: '0107' } }, { wrongCommittee: 'refuse' }, 'refused'],
  ])('is compared with %s', (_, more, expected, verdict) => {
    expect(outcomes(certificate, more)).toMatchObject(expected);
    expect(judged(certificate, more).verdict).toBe(verdict);
  });

  it('that is weak keeps its fingerprint, and the checks it stands', () => {
    const weak = certificateFor(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    const report = judged(weak);
    expect(report).toMatchObject({
      verdict: 'refused',
      fingerprint: createHash('sha256').update(weak).digest('hex'),
    });
    expect(outcomes(weak)).toMatchObject({
      algorithm: 'pass',
      wrongSize: 'refuse',
      roca: 'pass',
      notSelfSigned: 'skipped',
    });
    expect(keyText(report, 'x', NOW)).toMatch(/✗ keys\.wrongSize +De sleutel heeft 2048 bits/);
  });

  it.each<[string, string, () => Uint8Array | string]>([
    ['nothing', 'empty', () => ''],
    ['UTF-16', 'utf16', () => Buffer.from(`\ufeff${asPem(certificate)}`, 'utf16le')],
    ['two certificates', 'bundle', () => asPem(certificate).repeat(2)],
    [
      'a public key',
      'publicKeyAlone',
      () => createPublicKey(testKey(1)).export({ type: 'spki', format: 'pem' }),
    ],
    ['a PDF', 'notCertificate', () => '%PDF-1.7'],
  ])('is not %s', (_, code, make) => {
    const report = judged(make());
    expect([report.fingerprint, report.subject, report.verdict]).toEqual([null, null, 'refused']);
    expect(outcomes(make())).toMatchObject({ [code]: 'refuse', algorithm: 'skipped' });
  });

  it.each<[string, () => Buffer]>([
    ['a private key', () => testKey(1).export({ type: 'pkcs8', format: 'der' })],
    [
      'a private key beside its certificate',
      () =>
        Buffer.from(asSecretPem(testKey(1).export({ type: 'pkcs8', format: 'der' })) + asPem(certificate)),
    ],
  ])('is not %s: nothing of it is shown or left, and what to do is said', (_, make) => {
    const bytes = make();
    const whole = Buffer.from(bytes);
    const report = judgeKey(bytes, request());
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(report).toMatchObject({ verdict: 'refused', fingerprint: null, subject: null, key: null });
    const text = keyText(report, 'privé.pem', NOW) + JSON.stringify(report);
    expect(text).toMatch(
      /geheime sleutel\. Hier is niets van bewaard of verstuurd.*Laat het bestand waar het is/,
    );
    const { n, p, d } = testKey(1).export({ format: 'jwk' });
    const hex = (part: string) => Buffer.from(part, 'base64url').toString('hex');
    for (const part of [n, p, d])
      for (const form of [part!, hex(part!)]) expect(text).not.toContain(form.slice(0, 40));
    for (const file of [whole, certificate])
      expect(text).not.toContain(createHash('sha256').update(file).digest('hex'));
  });
});
