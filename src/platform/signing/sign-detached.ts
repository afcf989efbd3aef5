import { createHash, webcrypto, type KeyObject } from 'node:crypto';
import type { SigningKey } from './signing-key.js';

const DATA = '1.2.840.113549.1.7.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';

function algorithmOf({ asymmetricKeyType }: KeyObject) {
  return asymmetricKeyType === 'rsa'
    ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
}

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/**
 * A detached CMS signature (RFC 5652) over `content`, DER: SHA-256, one signer, whose certificate is inside, and as signed
 * attributes the content type, the digest and the moment. Throws when the certificate is not valid at that moment.
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
  const digest = createHash('sha256').update(content).digest();
  const attribute = (type: string, value: unknown) => new pkijs.Attribute({ type, values: [value] });
  const signed = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: DATA }),
    certificates: [signer],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(CONTENT_TYPE, new asn1js.ObjectIdentifier({ value: DATA })),
            attribute(SIGNING_TIME, new asn1js.UTCTime({ valueDate: at })),
            attribute(MESSAGE_DIGEST, new asn1js.OctetString({ valueHex: own(digest) })),
          ],
        }),
      }),
    ],
  });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const key = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithmOf(privateKey), false, ['sign']);
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as never });
  // with signed attributes it is them that are signed: the content is in its digest
  await signed.sign(key, 0, 'SHA-256', new ArrayBuffer(0), engine);
  const { SIGNED_DATA } = pkijs.ContentInfo;
  const info = new pkijs.ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}
