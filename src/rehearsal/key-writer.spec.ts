import { createPublicKey, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { endOfKey, newPrivateKey, pem, selfSigned, type KeyHolder } from './key-writer.js';

const holder: KeyHolder = {
  region: 'Súdwest-Fryslân',
  commonName: 'Gemeente Súdwest-Fryslân',
  election: 'AB2027_Aardenboezem',
  electionDate: '2027-03-17',
  authority: '1900',
  product: 'OSV2020-U',
};
const serial = Buffer.concat([Buffer.of(0x5f), randomBytes(19)]);
let privateKey: KeyObject;
let certificate: Buffer;

beforeAll(async () => {
  privateKey = await newPrivateKey();
  certificate = selfSigned(privateKey, holder, new Date('2026-08-28T13:53:07Z'), serial);
}, 60_000);

describe("a committee's certificate", () => {
  it('names election, region and committee in the order of OSV, and signs itself', () => {
    const x509 = new X509Certificate(certificate);
    expect(x509.subject).toBe(
      [
        'C=NL',
        'L=Súdwest-Fryslân',
        'O=AB2027_Aardenboezem',
        'OU=OSV2020-U',
        'CN=Gemeente Súdwest-Fryslân',
        'UID=PSB1900',
      ].join('\n'),
    );
    expect(x509.issuer).toBe(x509.subject);
    expect(x509.serialNumber).toBe(serial.toString('hex').toUpperCase());
    expect(x509.validTo).toBe('Jun 16 22:00:00 2027 GMT');
    expect(x509.verify(createPublicKey(privateKey))).toBe(true);
    expect(x509.publicKey.asymmetricKeyDetails?.modulusLength).toBe(4096);
  });

  it('is version 3 and has no extensions at all', () => {
    const parsed = pkijs.Certificate.fromBER(new Uint8Array(certificate));
    expect(parsed.version).toBe(2);
    expect(parsed.extensions).toBeUndefined();
  });

  it('is readable as PEM', () => {
    const text = pem('CERTIFICATE', certificate);
    expect(new X509Certificate(text).raw.equals(certificate)).toBe(true);
    expect(text.split('\n').every((line) => line.length <= 64)).toBe(true);
  });

  it.each([
    ['2027-03-17', '2027-06-16T22:00:00.000Z'],
    ['2026-11-30', '2027-02-27T23:00:00.000Z'],
    ['2025-10-29', '2026-01-28T23:00:00.000Z'],
  ])('for a vote on %s ends at %s, Dutch midnight', (date, end) => {
    expect(endOfKey(date).toISOString()).toBe(end);
  });
});

describeWithShared('beside the certificate that OSV2020-U made', () => {
  it('has the same ASN.1 shape, tag by tag', () => {
    const real = new X509Certificate(readFileSync(path.join(SHARED, 'eml/real/osv2020_nieuwstrand.crt')));
    expect(shape(certificate)).toEqual(shape(real.raw));
  });
});

function shape(der: Uint8Array): unknown {
  const walk = (node: asn1js.AsnType): unknown => {
    const tag = `${node.idBlock.tagClass}:${node.idBlock.tagNumber}`;
    if (node instanceof asn1js.ObjectIdentifier) return `${tag} ${node.valueBlock.toString()}`;
    const children: unknown = 'value' in node.valueBlock ? node.valueBlock.value : undefined;
    return Array.isArray(children) && node.idBlock.isConstructed
      ? [tag, ...(children as asn1js.AsnType[]).map(walk)]
      : tag;
  };
  return walk(asn1js.fromBER(der).result);
}
