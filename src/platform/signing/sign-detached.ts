import { createHash, webcrypto, type KeyObject } from 'node:crypto';
import type { BaseBlock } from 'asn1js';
import type { SigningKey } from './signing-key.js';

const DATA = '1.2.840.113549.1.7.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

function algorithmOf({ asymmetricKeyType }: KeyObject) {
  return asymmetricKeyType === 'rsa'
    ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
}

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/**
 * A detached CMS signature over `content`, DER, as CAdES-B (ETSI EN 319 122-1): SHA-256, one signer, whose certificate is
 * inside and named by its hash, the content type, the digest and the moment as signed attributes in DER's order. Throws when
 * the certificate is not valid at that moment.
 */
export async function signDetached(
  { privateKey, certificate }: SigningKey,
  content: Uint8Array,
  at: Date,
): Promise<Buffer> {
  if (at < new Date(certificate.validFrom) || at > new Date(certificate.validTo))
    throw new Error(`het certificaat om mee te ondertekenen geldt niet op ${at.toISOString()}`);
  const [pkijs, asn1js] = await Promise.all([import('pkijs'), import('asn1js')]);
  const signer = pkijs.Certificate.fromBER(own(certificate.raw));
  const octets = (bytes: Uint8Array) =>
    new asn1js.OctetString({ valueHex: own(createHash('sha256').update(bytes).digest()) });
  const within = (value: BaseBlock) => new asn1js.Sequence({ value: [value] });
  const attributes = [
    [CONTENT_TYPE, new asn1js.ObjectIdentifier({ value: DATA })] as const,
    [SIGNING_TIME, new asn1js.UTCTime({ valueDate: at })] as const,
    [MESSAGE_DIGEST, octets(content)] as const,
    [SIGNING_CERTIFICATE_V2, within(within(within(octets(certificate.raw))))] as const,
  ].map(([type, value]) => new pkijs.Attribute({ type, values: [value] }));
  const encoded = (attribute: (typeof attributes)[number]) => Buffer.from(attribute.toSchema().toBER());
  attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)));
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: DATA }),
    certificates: [signer],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
  });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithmOf(privateKey), false, ['sign']);
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as never });
  // with signed attributes it is them that are signed: the content is in its digest
  await signed.sign(key, 0, 'SHA-256', new ArrayBuffer(0), engine);
  // RFC 4055, section 5: NULL parameters, which pkijs leaves out
  const [signerInfo] = signed.signerInfos;
  if (privateKey.asymmetricKeyType === 'rsa')
    signerInfo!.signatureAlgorithm.algorithmParams = new asn1js.Null();
  const { SIGNED_DATA } = pkijs.ContentInfo;
  const info = new pkijs.ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}
