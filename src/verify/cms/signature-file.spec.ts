import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeCertificate } from '../../../test/support/certificate-writer.js';
import { testKey } from '../../../test/support/keys.js';
import { STRIDE } from '../../../test/support/sparse.js';
import {
  algorithm,
  attribute,
  cadesAttributes,
  OID,
  signCades,
  signerId,
  signOsv,
  type CmsParts,
} from '../../../test/support/cms-writer.js';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import * as der from '../../rehearsal/der.js';
import { readDer } from './der.js';
import { readRsaKey, verifiesDigest } from './rsa.js';
import { readSignatureFile } from './signature-file.js';

const eml = Buffer.from('<EML Id="510b"/>');
const key = testKey(1);
const certificate = makeCertificate(key);
const good = signOsv(eml, key, certificate);
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const attributes = (): Buffer[] => cadesAttributes(eml, certificate);
const absent = der.sequence(der.oid(OID.data));

describe('the two profiles', () => {
  it('reads the format of OSV2020-U', () =>
    expect(readSignatureFile(good)).toEqual({
      kind: 'osv',
      signature: sign('sha256', eml, key),
      certificate,
    }));

  it('reads SHA-256 without parameters too (RFC 5754)', () => {
    const plain = der.sequence(der.oid(OID.sha256));
    expect(readSignatureFile(signOsv(eml, key, certificate, { digests: [plain], digest: plain })).kind).toBe(
      'osv',
    );
  });

  it('reads CAdES-B detached', () => {
    const file = readSignatureFile(signCades(attributes(), key, certificate));
    if (file.kind !== 'cades') throw new Error(JSON.stringify(file));
    expect(file.messageDigest).toEqual(digest(eml));
    expect(verify('sha256', file.signedAttributes, createPublicKey(key), file.signature)).toBe(true);
  });
});

/** A signing-certificate-v2 as this program writes it: the hash, named or not, with issuer and serial number. */
function essOf(hash: string, named: Buffer, of = certificate): Buffer {
  const oid = { sha256: OID.sha256, sha384: '2.16.840.1.101.3.4.2.2', sha512: '2.16.840.1.101.3.4.2.3' }[
    hash
  ]!;
  const { content } = der.split(signerId(of));
  const { head: issuer, rest: serial } = der.split(content);
  const general = der.sequence(der.explicit(4, issuer));
  const id = [createHash(hash).update(certificate).digest()].map((value) => der.octets(value));
  const algorithm = named.length === 0 && hash === 'sha256' ? [] : [der.sequence(der.oid(oid), named)];
  const issuerSerial = der.sequence(general, serial);
  return attribute(
    OID.signingCertificateV2,
    der.sequence(der.sequence(der.sequence(...algorithm, ...id, issuerSerial))),
  );
}

describe('CAdES-B as other programs write it', () => {
  const [type, message] = attributes() as [Buffer, Buffer];
  const signedWith = (ess: Buffer, ...more: Buffer[]) =>
    readSignatureFile(signCades([type, message, ess, ...more], key, certificate, { content: absent }));

  it.each<[string, Buffer]>([
    ['issuer and serial number beside the hash, as OpenSSL', essOf('sha256', Buffer.alloc(0))],
    ['the hash named, though it is the default', essOf('sha256', der.nothing())],
    ['SHA-384', essOf('sha384', Buffer.alloc(0))],
    ['SHA-512', essOf('sha512', der.nothing())],
  ])('reads %s', (_, ess) => expect(signedWith(ess).kind).toBe('cades'));

  it('reads other signed attributes beside it, as the time of signing and S/MIME capabilities', () => {
    const time = attribute('1.2.840.113549.1.9.5', der.utcTime(new Date('2027-03-18T01:05:00Z')));
    const capabilities = attribute(
      '1.2.840.113549.1.9.15',
      der.sequence(
        der.sequence(der.oid('2.16.840.1.101.3.4.1.42')),
        der.sequence(der.oid('1.2.840.113549.3.2'), der.integer(128)),
      ),
    );
    expect(signedWith(essOf('sha256', Buffer.alloc(0)), time, capabilities).kind).toBe('cades');
  });

  it('refuses an issuer and serial number of another', () => {
    const other = makeCertificate(testKey(2), { serial: 7 });
    expect(signedWith(essOf('sha256', Buffer.alloc(0), other))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('ander certificaat') as string,
    });
  });
});

describe('hostile signature files', () => {
  const osv = (parts: CmsParts): Buffer => signOsv(eml, key, certificate, parts);
  const cades = (list: Buffer[], parts: CmsParts = {}): Buffer => signCades(list, key, certificate, parts);
  const [type, message, ess] = attributes() as [Buffer, Buffer, Buffer];
  const twin = makeCertificate(testKey(2));
  const indefinite = Buffer.concat([Buffer.from([0x30, 0x80]), der.split(good).content, Buffer.from([0, 0])]);
  const longLength = Buffer.concat([Buffer.from([0x30, 0x83, 0]), good.subarray(2)]);
  const anotherSigner = der.sequence(
    der.integer(1),
    signerId(twin),
    algorithm(OID.sha256),
    algorithm(OID.rsa),
    der.octets(Buffer.alloc(512, 1)),
  );

  it.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), /DER/],
    ['PEM', Buffer.from('-----BEGIN CMS-----'), /DER/],
    ['64 kB and one byte', Buffer.alloc(64 * 1024 + 1, 0x30), /64 kB/],
    ['trailing bytes', Buffer.concat([good, Buffer.from([0])]), /DER/],
    ['BER indefinite length', indefinite, /DER/],
    ['a length in too many bytes', longLength, /DER/],
    ['truncation', good.subarray(0, -1), /DER/],
    [
      'deep nesting',
      Array.from({ length: 60 }).reduce<Buffer>((inner) => der.sequence(inner), der.nothing()),
      /meer dan 40 lagen diep/,
    ],
    ['another content type', osv({ contentType: OID.data }), /SignedData/],
    ['version 3', osv({ version: 3 }), /versie/],
    [
      'attached content that overrides the detached bytes',
      osv({ content: der.sequence(der.oid(OID.data), der.explicit(0, der.octets(Buffer.from('ander')))) }),
      /eigen inhoud/,
    ],
    ['content that is absent', osv({ content: absent }), /lege inhoud/],
    [
      'content of another type',
      osv({ content: der.sequence(der.oid(OID.signedData), der.explicit(0, der.octets(Buffer.alloc(0)))) }),
      /data/,
    ],
    [
      'content twice',
      osv({
        content: der.sequence(
          der.oid(OID.data),
          der.explicit(0, der.octets(Buffer.alloc(0)), der.octets(Buffer.alloc(0))),
        ),
      }),
      /hoort/,
    ],
    ['SHA-1', osv({ digests: [algorithm(OID.sha1)], digest: algorithm(OID.sha1) }), /SHA-256/],
    ['SHA-1 of the signer only', osv({ digest: algorithm(OID.sha1) }), /SHA-256/],
    ['two digests', osv({ digests: [algorithm(OID.sha256), algorithm(OID.sha1)] }), /hoort/],
    ['no certificate', osv({ certificates: [] }), /certificaat/],
    ['two certificates', osv({ certificates: [certificate, twin] }), /hoort/],
    ['a revocation list', osv({ crls: der.sequence() }), /ondertekenaar/],
    ['a second signer', osv({ extraSigners: [anotherSigner] }), /hoort/],
    ['a signer by key id', osv({ sid: der.explicit(0, der.octets(Buffer.alloc(20))) }), /uitgever|naam/],
    [
      'a signer that is not the certificate inside',
      osv({ sid: signerId(makeCertificate(key, { serial: 7 })) }),
      /niet de houder/,
    ],
    ['a signer of version 3', osv({ signerVersion: 3 }), /versie/],
    [
      'PSS',
      osv({
        signatureAlgorithm: algorithm(OID.rsaPss),
        signature: sign('sha256', eml, { key, padding: constants.RSA_PKCS1_PSS_PADDING }),
      }),
      /RSA/,
    ],
    ['a short signature', osv({ signature: Buffer.alloc(383) }), /3072 tot 8192/],
    ['a long signature', osv({ signature: Buffer.alloc(1025) }), /3072 tot 8192/],
    [
      'signed attributes without ESS in the OSV form',
      osv({ signedAttributes: Buffer.concat([type, message]) }),
      /inhoud naast/,
    ],
    [
      'unsigned attributes',
      osv({ unsignedAttributes: attribute(OID.contentType, der.oid(OID.data)) }),
      /hoort/,
    ],
    [
      'CAdES with content',
      cades(attributes(), {
        content: der.sequence(der.oid(OID.data), der.explicit(0, der.octets(Buffer.alloc(0)))),
      }),
      /inhoud naast/,
    ],
    [
      'a second message-digest',
      cades([type, message, ess, attribute(OID.messageDigest, der.octets(digest(Buffer.from('ander'))))]),
      /precies één keer/,
    ],
    [
      'a message-digest of two values',
      cades([
        type,
        attribute(OID.messageDigest, der.octets(digest(eml)), der.octets(digest(Buffer.from('x')))),
        ess,
      ]),
      /precies één keer/,
    ],
    ['no message-digest', cades([type, ess]), /message-digest/],
    [
      'a message-digest of SHA-1 length',
      cades([type, attribute(OID.messageDigest, der.octets(Buffer.alloc(20))), ess]),
      /message-digest/,
    ],
    ['no content-type', cades([message, ess]), /content-type/],
    [
      'another content-type',
      cades([attribute(OID.contentType, der.oid(OID.signedData)), message, ess]),
      /content-type/,
    ],
    ['no signing-certificate-v2', cades([type, message]), /signing-certificate/],
    ['a signing-certificate-v2 of another', cades(cadesAttributes(eml, twin)), /ander certificaat/],
    [
      'attributes out of order',
      cades(attributes(), { signedAttributes: Buffer.concat([ess, message, type]) }),
      /volgorde/,
    ],
  ])('refuses %s', (_, file, reason) => {
    const read = readSignatureFile(file);
    expect(read.kind === 'refused' ? read.reason : read.kind).toMatch(reason);
  });

  it('gives another’s certificate with the same issuer and serial number no weight', () => {
    const file = readSignatureFile(signOsv(eml, testKey(2), twin));
    if (file.kind !== 'osv') throw new Error('not read');
    const registered = readRsaKey(readDer(createPublicKey(key).export({ type: 'spki', format: 'der' }))!);
    expect(verifiesDigest(registered, digest(eml), file.signature)).toBe(false);
  });

  it('reads a signature of 3072 bits, which its own key verifies and no other', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const file = readSignatureFile(signOsv(eml, privateKey, makeCertificate(privateKey)));
    if (file.kind !== 'osv') throw new Error('not read');
    const rsa = (of: KeyObject) =>
      readRsaKey(readDer(createPublicKey(of).export({ type: 'spki', format: 'der' }))!);
    expect([privateKey, key].map((each) => verifiesDigest(rsa(each), digest(eml), file.signature))).toEqual([
      true,
      false,
    ]);
  });

  it('gives no other signature value, whichever byte is flipped', () => {
    const value = sign('sha256', eml, key);
    for (let i = 0; i < good.length; i += STRIDE) {
      const flipped = Buffer.from(good);
      flipped[i]! ^= 1 << (i % 8);
      const file = readSignatureFile(flipped);
      if (file.kind === 'refused') continue;
      const changed = !file.signature.equals(value) || !file.certificate.equals(certificate);
      expect([i, file.kind, changed]).toEqual([i, 'osv', true]);
    }
  });
});

describe('verifying with the registered key', () => {
  const registered = readRsaKey(readDer(createPublicKey(key).export({ type: 'spki', format: 'der' }))!);
  const value = sign('sha256', eml, key);

  it('accepts the signature of that key over those bytes only', () => {
    expect(verifiesDigest(registered, digest(eml), value)).toBe(true);
    expect(verifiesDigest(registered, digest(Buffer.from('ander')), value)).toBe(false);
    expect(verifiesDigest(registered, digest(eml), sign('sha256', eml, testKey(2)))).toBe(false);
    expect(verifiesDigest(registered, digest(eml), Buffer.alloc(512, 0xff))).toBe(false);
    expect(verifiesDigest(registered, digest(eml), Buffer.alloc(512))).toBe(false);
    expect(verifiesDigest(registered, digest(eml).subarray(1), value)).toBe(false);
  });

  it('agrees with node:crypto on other hashes and paddings', () => {
    for (const other of [
      sign('sha512', eml, key),
      sign('sha1', eml, key),
      sign('sha256', eml, { key, padding: constants.RSA_PKCS1_PSS_PADDING }),
    ]) {
      expect(verifiesDigest(registered, digest(eml), other)).toBe(false);
      expect(verify('sha256', eml, createPublicKey(key), other)).toBe(false);
    }
  });
});

describeWithShared('Wycheproof: RSASSA-PKCS1-v1_5, 4096 bits, SHA-256', () => {
  interface Vectors {
    testGroups: {
      publicKeyAsn: string;
      publicKeyDer: string;
      tests: { tcId: number; msg: string; sig: string; result: string }[];
    }[];
  }
  const file = path.join(SHARED, 'vectors/wycheproof/rsa_signature_4096_sha256_test.json');

  it('accepts the valid ones, no other, as node:crypto does', () => {
    const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    const judged = { valid: 0, other: 0 };
    for (const group of testGroups) {
      const spki = Buffer.from(group.publicKeyDer, 'hex');
      const rsa = readRsaKey(readDer(spki)!);
      for (const test of group.tests) {
        const message = Buffer.from(test.msg, 'hex');
        const signature = Buffer.from(test.sig, 'hex');
        const accepted = verifiesDigest(rsa, digest(message), signature);
        expect([test.tcId, accepted]).toEqual([test.tcId, test.result === 'valid']);
        expect(accepted).toBe(verify('sha256', message, rsa.key, signature));
        judged[test.result === 'valid' ? 'valid' : 'other'] += 1;
      }
    }
    expect(judged).toEqual({ valid: 7, other: 251 });
  });
});
