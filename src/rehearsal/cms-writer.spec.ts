import { createHash, verify, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { ASSEN, testKey } from '../../test/support/keys.js';
import { osvSignature, signOsv } from './cms-writer.js';
import { selfSigned } from './key-writer.js';

const privateKey = testKey(1);
const certificate = selfSigned(
  privateKey,
  ASSEN,
  new Date('2027-01-01T00:00:00Z'),
  Buffer.from('5f01', 'hex'),
);
const eml = Buffer.from('<EML>'.repeat(5000));
const signature = signOsv([eml.subarray(0, 100), eml.subarray(100)], { privateKey, certificate });

function parsed(der: Uint8Array): pkijs.SignedData {
  const info = pkijs.ContentInfo.fromBER(new Uint8Array(der));
  expect(info.contentType).toBe('1.2.840.113549.1.7.2');
  return new pkijs.SignedData({ schema: info.content as asn1js.Sequence });
}

describe('the signature file of OSV2020-U', () => {
  it('is SignedData 1 with sha256 and an eContent that is there and empty', () => {
    const data = parsed(signature);
    expect(data.version).toBe(1);
    expect(data.digestAlgorithms.map((a) => a.algorithmId)).toEqual(['2.16.840.1.101.3.4.2.1']);
    expect(data.encapContentInfo.eContentType).toBe('1.2.840.113549.1.7.1');
    expect(data.encapContentInfo.eContent).toBeInstanceOf(asn1js.OctetString);
    expect(data.encapContentInfo.eContent!.valueBlock.valueHexView).toHaveLength(0);
    expect(data.crls).toBeUndefined();
  });

  it('holds the certificate byte for byte, and nothing else', () => {
    const certificates = parsed(signature).certificates!;
    expect(certificates).toHaveLength(1);
    expect(Buffer.from((certificates[0] as pkijs.Certificate).toSchema(false).toBER())).toEqual(certificate);
    expect(signature.includes(certificate)).toBe(true);
  });

  it('has one signer, by issuer and serial number, without signed attributes', () => {
    const [signer, ...others] = parsed(signature).signerInfos;
    expect(others).toEqual([]);
    const own = pkijs.Certificate.fromBER(new Uint8Array(certificate));
    const sid = signer!.sid as pkijs.IssuerAndSerialNumber;
    expect(sid.issuer.isEqual(own.issuer)).toBe(true);
    expect(sid.serialNumber.isEqual(own.serialNumber)).toBe(true);
    expect(signer!.version).toBe(1);
    expect(signer!.digestAlgorithm.algorithmId).toBe('2.16.840.1.101.3.4.2.1');
    expect(signer!.signatureAlgorithm.algorithmId).toBe('1.2.840.113549.1.1.1');
    expect(signer!.signedAttrs).toBeUndefined();
    expect(signer!.unsignedAttrs).toBeUndefined();
  });

  it('carries 512 bytes that verify over exactly these bytes', () => {
    const value = Buffer.from(parsed(signature).signerInfos[0]!.signature.valueBlock.valueHexView);
    const { publicKey } = new X509Certificate(certificate);
    expect(value).toHaveLength(512);
    expect(verify('sha256', eml, publicKey, value)).toBe(true);
    expect(verify('sha256', Buffer.concat([eml, Buffer.of(10)]), publicKey, value)).toBe(false);
  });

  it('is DER: decoding and encoding again gives the same bytes', () => {
    const { result, offset } = asn1js.fromBER(signature);
    expect(offset).toBe(signature.length);
    const again = Buffer.from(result.toBER());
    expect(createHash('sha256').update(again).digest('hex')).toBe(
      createHash('sha256').update(signature).digest('hex'),
    );
  });

  it('can be put around another value, to make a wrong one', () => {
    const wrong = osvSignature(Buffer.alloc(512, 1), certificate);
    expect(wrong).toHaveLength(signature.length);
  });
});
