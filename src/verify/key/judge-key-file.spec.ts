import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeCertificate, OSV_SUBJECT } from '../../../test/support/certificate-writer.js';
import { testKey } from '../../../test/support/keys.js';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import * as der from '../../rehearsal/der.js';
import { pem } from '../../rehearsal/key-writer.js';
import { readCertificate } from '../cms/certificate.js';
import { judgeKeyFile } from './judge-key-file.js';

const key = testKey(1);
const certificate = makeCertificate(key);
const text = pem('CERTIFICATE', certificate);
const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
const pkcs1 = key.export({ type: 'pkcs1', format: 'der' });
const certified = readCertificate(certificate);
const keyId = certified.kind === 'certificate' ? certified.certificate.keyId : null;

const codes = (bytes: Uint8Array | string) =>
  judgeKeyFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes).findings.map(({ code }) => code);
const utf16 = (words: string) => Buffer.from(words, 'utf16le');

describe('a certificate that is handed in', () => {
  it.each<[string, Uint8Array | string]>([
    ['DER', certificate],
    ['PEM', text],
    ['PEM with a byte order mark', `\ufeff${text}`],
    ['PEM with CR LF', text.replaceAll('\n', '\r\n')],
    ['PEM with bag attributes and text after it', `Bag Attributes\n  friendlyName: x-y\n${text}einde\n`],
    ['PEM beside its public key', pem('PUBLIC KEY', spki) + text],
    ['base64 alone', certificate.toString('base64')],
  ])('is taken from %s', (_, bytes) => {
    const { findings, certificate: read, fingerprint } = judgeKeyFile(Buffer.from(bytes));
    expect(findings).toEqual([]);
    expect([read?.keyId, fingerprint === null]).toEqual([keyId, false]);
  });

  it('that another reader reads otherwise is not taken', () => {
    // the year 49 in four digits: @peculiar/x509 takes it for 1949
    const from = Buffer.from('180f' + Buffer.from('00490101000000Z').toString('hex'), 'hex');
    const validity = der.sequence(from, der.utcTime(new Date('2027-06-15T22:00:00Z')));
    const doubtful = makeCertificate(key, { validity });
    const strict = readCertificate(doubtful);
    expect(strict).toMatchObject({ kind: 'certificate', certificate: { isSelfSigned: true } });
    expect(judgeKeyFile(doubtful)).toMatchObject({
      certificate: null,
      findings: [{ code: 'readersDiffer' }],
    });
  });

  const other = makeCertificate(testKey(2));
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed = generateKeyPairSync('ed25519');
  const spkiOf = (of: KeyObject) => of.export({ type: 'spki', format: 'der' });
  const rsaSpki = (modulus: Buffer, exponent: number) =>
    der.sequence(
      der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nothing()),
      der.bits(der.sequence(modulus, der.integer(exponent))),
    );
  const modulus = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).n!, 'base64url');
  const rawInteger = (bytes: Buffer) => Buffer.concat([Buffer.from('02820200', 'hex'), bytes]);
  const tall = Buffer.alloc(2048, 0xa5);
  it.each<[string, Uint8Array | string, readonly string[]]>([
    ['nothing', '', ['empty']],
    ['white space', ' \r\n', ['empty']],
    ['UTF-16', utf16(`\ufeff${text}`), ['utf16']],
    ['UTF-16 without its mark', utf16(text), ['utf16']],
    ['UTF-16, big-endian', utf16(`\ufeff${text}`).swap16(), ['utf16']],
    ['two certificates', text + pem('CERTIFICATE', other), ['bundle']],
    ['one certificate twice', text + text, ['bundle']],
    ['two in DER', Buffer.concat([certificate, other]), ['bundle']],
    ['bytes after the DER', Buffer.concat([certificate, Buffer.of(0)]), ['unreadable']],
    [
      'bytes after the DER in PEM',
      pem('CERTIFICATE', Buffer.concat([certificate, Buffer.of(0)])),
      ['unreadable'],
    ],
    ['damaged base64', text.replace('MII', 'M*I'), ['unreadable']],
    ['base64 that is cut off', text.slice(0, 400), ['unreadable']],
    ['a public key', pem('PUBLIC KEY', spki), ['publicKeyAlone']],
    ['a public key in DER', spki, ['publicKeyAlone']],
    ['a JWK', JSON.stringify(createPublicKey(key).export({ format: 'jwk' })), ['publicKeyAlone']],
    ['a key for SSH', 'ssh-rsa AAAAB3NzaC1yc2E= iemand@hier', ['notCertificate']],
    [
      'a key for PGP',
      '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQE=\n-----END PGP PUBLIC KEY BLOCK-----',
      ['notCertificate'],
    ],
    ['a ZIP', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from(text)]), ['notCertificate']],
    ['a page', '<!doctype html><html><body>Aanmelden</body></html>', ['notCertificate']],
    ['words', 'geen certificaat', ['notCertificate']],
    ['a key on a curve', makeCertificate(key, { spki: spkiOf(ec.publicKey) }), ['algorithm']],
    ['an Ed25519 key', makeCertificate(key, { spki: spkiOf(ed.publicKey) }), ['algorithm']],
    ['SHA-1', makeCertificate(key, { algorithm: ['1.2.840.113549.1.1.5', 'sha1'] }), ['algorithm']],
    ['MD5', makeCertificate(key, { algorithm: ['1.2.840.113549.1.1.4', 'md5'] }), ['algorithm']],
    ['SHA-512', makeCertificate(key, { algorithm: ['1.2.840.113549.1.1.13', 'sha512'] }), ['algorithm']],
    ['PSS', makeCertificate(key, { algorithm: ['1.2.840.113549.1.1.10', 'sha256'] }), ['algorithm']],
    ['exponent 3', makeCertificate(key, { spki: rsaSpki(der.integer(modulus), 3) }), ['exponent']],
    [
      'a negative modulus',
      makeCertificate(key, { spki: rsaSpki(rawInteger(modulus), 65537) }),
      ['corruptModulus'],
    ],
    [
      'a modulus after zeros',
      makeCertificate(key, {
        spki: rsaSpki(Buffer.concat([Buffer.from('028202020000', 'hex'), modulus]), 65537),
      }),
      ['corruptModulus'],
    ],
    ['16384 bits', makeCertificate(key, { spki: rsaSpki(der.integer(tall), 65537) }), ['wrongSize']],
    ['a signature by another key', makeCertificate(key, { signer: testKey(2) }), ['notSelfSigned']],
    [
      'another issuer',
      makeCertificate(key, { issuer: { ...OSV_SUBJECT, CN: 'Een ander' } }),
      ['notSelfSigned'],
    ],
  ])('is refused with %s', (_, bytes, expected) => expect(codes(bytes)).toEqual(expected));
});

describe('a private key that is handed in', () => {
  const locked = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' });
  const legacy = key.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' });
  const jwk = JSON.stringify(key.export({ format: 'jwk' }));
  it.each<[string, Uint8Array | string]>([
    ['PKCS#8', pem('PRIVATE KEY', pkcs8)],
    ['PKCS#8 in DER', pkcs8],
    ['PKCS#8 in DER, with bytes after it', Buffer.concat([pkcs8, Buffer.of(7)])],
    ['PKCS#1', pem('RSA PRIVATE KEY', pkcs1)],
    ['PKCS#1 in DER', pkcs1],
    ['a certificate beside it', text + pem('PRIVATE KEY', pkcs8)],
    ['DER beside a certificate', Buffer.concat([certificate, pkcs8])],
    ['UTF-16', utf16(`\ufeff${pem('PRIVATE KEY', pkcs8)}`)],
    ['the label of a certificate', pem('CERTIFICATE', pkcs8)],
    ['base64 alone', pkcs8.toString('base64')],
    ['a JWK', jwk],
  ])('is known, with its public half, as %s', (_, bytes) => {
    const { findings, exposed } = judgeKeyFile(Buffer.from(bytes));
    expect([findings.map(({ code }) => code), exposed.proven]).toEqual([['privateKey'], [keyId]]);
  });

  it.each<[string, Uint8Array | string]>([
    ['encrypted', locked],
    ['encrypted in the old way', legacy],
    [
      'encrypted, in DER',
      key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' }),
    ],
    ['cut off', pem('PRIVATE KEY', pkcs8).slice(0, 300)],
    [
      'on a curve',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
    ],
    ['of Java', Buffer.from('feedfeed000000020000', 'hex')],
    ['of PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n'],
    ['of PGP', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ==\n-----END PGP PRIVATE KEY BLOCK-----'],
  ])('is known and stays closed when it is %s', (_, bytes) =>
    expect(codes(bytes)).toEqual(['privateKeyUnread']),
  );

  it('that is encrypted gives the certificates beside it, which it may be of', () =>
    expect(judgeKeyFile(Buffer.from(`${text}${String(locked)}`)).exposed).toMatchObject({
      proven: [],
      beside: [{ keyId }],
    }));

  it("that is another's public numbers with a made-up rest proves nothing", () => {
    const jwkOf = createPublicKey(key).export({ format: 'jwk' });
    const forged = JSON.stringify({ ...jwkOf, d: 'AQAB', p: 'AQAB', q: 'AQAB' });
    expect(judgeKeyFile(Buffer.from(forged)).exposed).toEqual({ proven: [], beside: [] });
  });
});

describe('a key in a PKCS#12', () => {
  const folder = path.resolve(__dirname, '../../../test/fixtures/keys');
  const file = (name: string) => readFileSync(path.join(folder, name));
  it('that stands open is known by its public half', () =>
    expect(judgeKeyFile(file('open.p12')).exposed.proven).toEqual([keyId]));
  it('whose key alone is encrypted gives its certificate', () =>
    expect(judgeKeyFile(file('key-locked.p12')).exposed.beside).toMatchObject([{ keyId }]));
  it('that is encrypted is named', () => expect(codes(file('locked.p12'))).toEqual(['privateKeyUnread']));
  it('for SSH is read too', () => expect(judgeKeyFile(file('openssh.key')).exposed.proven).toHaveLength(1));
});

describeWithShared('the vectors of weak and other keys', () => {
  it.each([
    ['rsa-e1.key', 'exponent'],
    ['rsa-roca.key', 'roca'],
    ['rsa-fermat-pkcs1.key', 'closePrimes'],
    ['rsa-fermat.crt', 'closePrimes'],
    ['rsa-fermat.csr', 'closePrimes'],
    ['rsa-smallfactors-valid.key', 'smallFactor'],
    ['rsa-large-e.key', 'privateKey'],
    ['rsa-ok.key', 'wrongSize'],
    ['jwk-rsa-ok.json', 'wrongSize'],
    ['ecdsa-explicit-pub.key', 'algorithm'],
    ['x448-ok.key', 'algorithm'],
  ])('%s: %s', (file, code) =>
    expect(codes(readFileSync(path.join(SHARED, 'vectors/keys', file)))[0]).toBe(code),
  );

  it('the certificate of Nieuwstrand is taken', () =>
    expect(codes(readFileSync(path.join(SHARED, 'eml/real/osv2020_nieuwstrand.crt')))).toEqual([]));
});
