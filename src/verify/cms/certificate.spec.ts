import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  makeCertificate,
  OSV_SUBJECT,
  type CertificateChoices,
} from '../../../test/support/certificate-writer.js';
import { testKey } from '../../../test/support/keys.js';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import { STRIDE } from '../../../test/support/sparse.js';
import * as der from '../../rehearsal/der.js';
import { readCertificate } from './certificate.js';

const key = testKey(1);
const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
const pem = (bytes: Buffer, label = 'CERTIFICATE'): Buffer =>
  Buffer.from(
    `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`,
  );

function reasonFor(bytes: Uint8Array): string {
  const reading = readCertificate(bytes);
  return reading.kind === 'refused' ? reading.reason : 'accepted';
}

describe('a certificate as OSV and Abacus export it', () => {
  const bytes = makeCertificate(key);

  it.each([
    ['DER', bytes],
    ['PEM', pem(bytes)],
    ['PEM with CR LF', Buffer.from(pem(bytes).toString().replace(/\n/g, '\r\n'))],
    ['PEM with CR', Buffer.from(pem(bytes).toString().replace(/\n/g, '\r'))],
    ['PEM with a byte order mark', Buffer.from(`\ufeff${pem(bytes).toString()}`)],
    ['PEM in UTF-16', Buffer.from(`\ufeff${pem(bytes).toString()}`, 'utf16le')],
    ['PEM in UTF-16, big-endian', Buffer.from(`\ufeff${pem(bytes).toString()}`, 'utf16le').swap16()],
    [
      'PEM after bag attributes',
      Buffer.from(
        `Bag Attributes\n    friendlyName: Súdwest\nsubject=C = NL\n\n${pem(bytes).toString()}einde\n`,
      ),
    ],
    ['PEM beside its public key', Buffer.concat([pem(spki, 'PUBLIC KEY'), pem(bytes)])],
    ['PEM of an older program', pem(bytes, 'X509 CERTIFICATE')],
    ['PEM without line ends', Buffer.from(pem(bytes).toString().replace(/\n/g, ''))],
  ])('is read from %s', (_, form) =>
    expect(readCertificate(form)).toMatchObject({
      kind: 'certificate',
      certificate: {
        der: bytes,
        subject: {
          country: 'NL',
          locality: 'West Maas en Waal',
          organization: 'GR2022_WestMaasenWaal',
          organizationalUnit: 'OSV2020-U',
          commonName: 'Gemeente West Maas en Waal',
          userId: 'PSB0668',
        },
        serialNumber: '5fd199',
        notBefore: '2022-01-10T12:00:00.000Z',
        notAfter: '2022-06-15T22:00:00.000Z',
        keyId: createHash('sha256').update(spki).digest('hex'),
        isSelfSigned: true,
        hasExtensions: false,
        key: { bits: 4096, spki },
      },
    }),
  );

  it.each<[string, CertificateChoices]>([
    ['signed by another key', { signer: testKey(2) }],
    ['issued in another name', { issuer: { ...OSV_SUBJECT, CN: 'Kiesraad' } }],
    ['carrying another’s key', { spki: createPublicKey(testKey(2)).export({ type: 'spki', format: 'der' }) }],
  ])('tells one %s', (_, choices) =>
    expect(readCertificate(makeCertificate(key, choices))).toMatchObject({
      certificate: { isSelfSigned: false },
    }),
  );

  it('tells extensions', () =>
    expect(readCertificate(makeCertificate(key, { extensions: der.sequence() }))).toMatchObject({
      certificate: { hasExtensions: true },
    }));

  it('leaves absent attributes null', () =>
    expect(readCertificate(makeCertificate(key, { subject: { X: 'iets', O: 'TK2027' } }))).toMatchObject({
      certificate: { subject: { organization: 'TK2027', userId: null, country: null } },
    }));
});

describe('what is no such certificate', () => {
  const bytes = makeCertificate(key);
  const rsa = (modulus: Buffer, exponent: number): Buffer =>
    der.sequence(
      der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nothing()),
      der.bits(der.sequence(der.integer(modulus), der.integer(exponent))),
    );
  const odd = Buffer.alloc(512, 0xff);
  const small = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    type: 'spki',
    format: 'der',
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', Buffer.alloc(0), /geen certificaat/],
    ['text', Buffer.from('iets'), /geen certificaat/],
    ['two PEM blocks', Buffer.concat([pem(bytes), pem(bytes)]), /meer dan één/],
    [
      'a private key',
      Buffer.from('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
      /geheime sleutel/,
    ],
    ['a PEM of something else', pem(bytes, 'CERTIFICATE REQUEST'), /geen certificaat/],
    ['loose base64', Buffer.from(pem(bytes).toString().replace('MII', 'MI=I')), /beschadigd/],
    ['something after it', Buffer.concat([bytes, Buffer.from([0])]), /DER/],
    ['something large', Buffer.alloc(70000, 0x30), /te groot/],
    [
      'a certificate without end',
      Buffer.from(
        pem(bytes)
          .toString()
          .replace(/-----END.*/s, ''),
      ),
      /beschadigd/,
    ],
    [
      'a certificate beside one without end',
      Buffer.concat([pem(bytes), Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB')]),
      /beschadigd/,
    ],
    [
      'a private key beside it',
      Buffer.concat([pem(bytes), pem(Buffer.alloc(9), 'RSA PRIVATE KEY')]),
      /geheime sleutel/,
    ],
    ['only a sequence', der.sequence(), /ontbreekt/],
    ['version 1', makeCertificate(key, { version: 0 }), /versie 3/],
    ['SHA-1', makeCertificate(key, { algorithm: ['1.2.840.113549.1.1.5', 'sha1'] }), /SHA-2/],
    ['O twice', makeCertificate(key, { subject: { ...OSV_SUBJECT, O2: 'TK2027' } }), /twee keer/],
    [
      'a name that turns text round',
      makeCertificate(key, { subject: { ...OSV_SUBJECT, CN: 'Gemeente \u202eretsa' } }),
      /onzichtbare tekens/,
    ],
    [
      'NUL in the UID',
      makeCertificate(key, { subject: { ...OSV_SUBJECT, UID: 'PSB0668\0' } }),
      /onzichtbare tekens/,
    ],
    ['RSA-2048', makeCertificate(key, { spki: small }), /2048 bits/],
    ['an elliptic curve', makeCertificate(key, { spki: curve }), /RSA/],
    ['an exponent of 1', makeCertificate(key, { spki: rsa(odd, 1) }), /zwak/],
    ['an exponent of 0', makeCertificate(key, { spki: rsa(odd, 0) }), /zwak/],
    ['an exponent of 3', makeCertificate(key, { spki: rsa(odd, 3) }), /zwak/],
    ['an even modulus', makeCertificate(key, { spki: rsa(Buffer.alloc(512, 0xfe), 65537) }), /zwak/],
    [
      'trailing bytes in the key',
      makeCertificate(key, {
        spki: der.sequence(
          der.sequence(der.oid('1.2.840.113549.1.1.1'), der.nothing()),
          der.bits(Buffer.concat([der.split(der.split(spki).content).rest, Buffer.of(0)])),
        ),
      }),
      /beschadigd/,
    ],
  ])('refuses %s', (_, form, reason) => expect(reasonFor(form)).toMatch(reason));

  it('reads nothing else into it, whichever byte is flipped', () => {
    for (let i = 0; i < bytes.length; i += STRIDE) {
      const flipped = Buffer.from(bytes);
      flipped[i]! ^= 0x04;
      const reading = readCertificate(flipped);
      if (reading.kind === 'certificate') expect(reading.certificate.isSelfSigned).toBe(false);
    }
  });
});

describeWithShared('the certificate of the Kiesraad’s example', () => {
  it('is read', () =>
    expect(
      readCertificate(readFileSync(path.join(SHARED, 'eml/real/osv2020_nieuwstrand.crt'))),
    ).toMatchObject({
      certificate: {
        subject: { organization: 'AB2027_Aardenboezem', userId: 'PSB9998', locality: 'Nieuwstrand' },
        notAfter: '2027-06-16T22:00:00.000Z',
        isSelfSigned: true,
        hasExtensions: false,
        key: { bits: 4096 },
      },
    }));
});
