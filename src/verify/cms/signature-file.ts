import { createHash } from 'node:crypto';
import { LIMITS } from '../zip/limits.js';
import { dotted, FURTHER_TYPES, readDer, TAG, type DerNode } from './der.js';
import { demand, Fields, isSmallInteger, only, readAlgorithm, readShape } from './shape.js';
import { readSignedAttributes } from './signed-attributes.js';

/**
 * What a `.signature` file gives for verifying: the signature value and, for CAdES, the attributes it was made over.
 * The certificate inside proves nothing (anybody can put any in); it is only compared with the registered one.
 */
export type SignatureFile =
  | { readonly kind: 'osv'; readonly signature: Buffer; readonly certificate: Buffer }
  | {
      readonly kind: 'cades';
      readonly signature: Buffer;
      readonly certificate: Buffer;
      /** DER of the signed attributes with the SET OF tag: what the signature is made over (RFC 5652 §5.4). */
      readonly signedAttributes: Buffer;
      /** SHA-256 that the signer gave for the EML bytes. */
      readonly messageDigest: Buffer;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Whose signature it is. */
type Signer = 'committee' | 'platform';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  sha256WithEcdsa: '1.2.840.10045.4.3.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/**
 * Reads a signature file: strict DER of at most 64 kB in one of two profiles, and no third one.
 *
 * - OSV2020-U, also written by Abacus: SignedData v1, sha256, id-data with an empty OCTET STRING, one certificate, one
 *   signer v1 by issuer and serial number, no signed attributes, rsaEncryption.
 * - CAdES-B detached (ETSI EN 319 122-1): the same without content, and signed attributes with exactly one
 *   content-type, one message-digest and one ESS signing-certificate-v2 that names the certificate inside.
 *
 * `by`: a committee signs with RSA; the platform may sign with ECDSA too, and in CAdES alone.
 *
 * Never throws. The reason is Dutch, to follow "De handtekening heeft niet de afgesproken vorm: …".
 */
export function readSignatureFile(bytes: Uint8Array, by: Signer = 'committee'): SignatureFile {
  if (bytes.length > LIMITS.signatureBytes)
    return { kind: 'refused', reason: 'het bestand is groter dan 64 kB' };
  const read = readShape(() => {
    const node = readDer(bytes);
    demand(node?.tag === TAG.sequence, 'het is geen strikte DER');
    return readContentInfo(node, by);
  });
  return typeof read === 'string' ? { kind: 'refused', reason: read } : read;
}

function readContentInfo(node: DerNode, by: Signer): SignatureFile {
  const info = new Fields(node);
  demand(dotted(info.take(TAG.oid, 'het soort inhoud')) === OID.signedData, 'het is geen CMS SignedData');
  const data = new Fields(only(info.take(TAG.context0, 'de inhoud'), TAG.sequence, 'SignedData'));
  info.end('het bestand');
  demand(isSmallInteger(data.take(TAG.integer, 'de versie'), 1), 'de versie van SignedData is niet 1');
  const digests = data.take(TAG.set, 'de lijst van rekenwijzen');
  demandSha256(only(digests, TAG.sequence, 'de lijst van rekenwijzen'));
  const content = readContent(data.take(TAG.sequence, 'de ondertekende inhoud'));
  const certificate = only(data.take(TAG.context0, 'het certificaat'), TAG.sequence, 'het certificaat').raw;
  const signers = data.take(TAG.set, 'de ondertekenaar');
  data.end('SignedData');
  return readSigner(only(signers, TAG.sequence, 'de ondertekenaar'), { content, certificate, by });
}

/** `empty`: present with no bytes, as OSV writes. Content that is there would be what a library verifies: refused. */
function readContent(node: DerNode): 'empty' | 'absent' {
  const fields = new Fields(node);
  demand(
    dotted(fields.take(TAG.oid, 'het soort inhoud')) === OID.data,
    'de ondertekende inhoud is niet van het soort data',
  );
  const wrapped = fields.optional(TAG.context0);
  fields.end('de ondertekende inhoud');
  if (wrapped === null) return 'absent';
  const octets = only(wrapped, TAG.octetString, 'de ondertekende inhoud');
  demand(octets.content.length === 0, 'er zit een eigen inhoud in, naast het telbestand');
  return 'empty';
}

function demandSha256(algorithm: DerNode): void {
  const { oid, parameters } = readAlgorithm(algorithm, 'de rekenwijze');
  demand(oid === OID.sha256 && parameters !== 'other', 'de rekenwijze is niet SHA-256');
}

interface Around {
  readonly content: 'empty' | 'absent';
  readonly certificate: Buffer;
  readonly by: Signer;
}

function readSigner(node: DerNode, { content, certificate, by }: Around): SignatureFile {
  const signer = new Fields(node);
  demand(
    isSmallInteger(signer.take(TAG.integer, 'de versie'), 1),
    'de versie van de ondertekenaar is niet 1',
  );
  demandNamed(signer.take(TAG.sequence, 'de naam van de ondertekenaar'), certificate);
  demandSha256(signer.take(TAG.sequence, 'de rekenwijze'));
  const attributes = signer.optional(TAG.context0);
  const algorithm = readAlgorithm(
    signer.take(TAG.sequence, 'het soort handtekening'),
    'het soort handtekening',
  );
  const signature = signer.take(TAG.octetString, 'de handtekening').content;
  signer.end('de ondertekenaar');
  if (attributes === null) {
    demand(by === 'committee', 'de ondertekende kenmerken ontbreken');
    demand(
      algorithm.oid === OID.rsa && algorithm.parameters === 'null',
      'het soort handtekening is niet RSA',
    );
    demand(content === 'empty', 'de lege inhoud ontbreekt');
    demand(
      signature.length >= 384 && signature.length <= 1024,
      'de handtekening heeft niet de lengte van een sleutel van 3072 tot 8192 bits',
    );
    return { kind: 'osv', signature, certificate };
  }
  demand(
    ((algorithm.oid === OID.rsa || algorithm.oid === OID.sha256WithRsa) && algorithm.parameters === 'null') ||
      (by === 'platform' && algorithm.oid === OID.sha256WithEcdsa && algorithm.parameters === 'absent'),
    'het soort handtekening is niet RSA met SHA-256',
  );
  demand(content === 'absent', 'er is een inhoud naast ondertekende kenmerken');
  return { kind: 'cades', signature, certificate, ...readAttributes(attributes, certificate) };
}

/** The signer must be named by issuer and serial number, and be the certificate inside. */
function demandNamed(name: DerNode, certificate: Buffer): void {
  const fields = new Fields(name);
  const issuer = fields.take(TAG.sequence, 'de uitgever').raw;
  const serial = fields.take(TAG.integer, 'het volgnummer').raw;
  fields.end('de naam van de ondertekenaar');
  const signer = signerOf(certificate);
  demand(
    signer.serial.equals(serial) && signer.issuer.equals(issuer),
    'de ondertekenaar is niet de houder van het certificaat erin',
  );
}

function readAttributes(
  node: DerNode,
  certificate: Buffer,
): { signedAttributes: Buffer; messageDigest: Buffer } {
  const { raw, values } = readSignedAttributes(node);
  const type = values.get(OID.contentType);
  demand(type?.tag === TAG.oid && dotted(type) === OID.data, 'het kenmerk content-type is niet data');
  const digest = values.get(OID.messageDigest);
  demand(
    digest?.tag === TAG.octetString && digest.content.length === 32,
    'het kenmerk message-digest ontbreekt',
  );
  demandSigningCertificate(values.get(OID.signingCertificateV2), certificate);
  return { signedAttributes: raw, messageDigest: digest.content };
}

/** Hashes by which an ESS signing-certificate-v2 may name a certificate. */
const ESS_HASHES: Readonly<Record<string, string>> = {
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * ESS signing-certificate-v2 (RFC 5035 §3): the first certificate it names, by its hash and where it says so by issuer and
 * serial number too, is the one inside.
 */
export function demandSigningCertificate(value: DerNode | undefined, certificate: Buffer): void {
  demand(value?.tag === TAG.sequence, 'het kenmerk signing-certificate-v2 ontbreekt');
  const first = value.children[0]?.children[0];
  const other = 'het kenmerk signing-certificate-v2 noemt een ander certificaat';
  demand(first?.tag === TAG.sequence, other);
  const fields = new Fields(first);
  // hashAlgorithm is left out when it is SHA-256, its default.
  const algorithm = fields.optional(TAG.sequence);
  const hash = algorithm === null ? 'sha256' : ESS_HASHES[readAlgorithm(algorithm, 'de rekenwijze').oid];
  demand(hash !== undefined, 'het kenmerk signing-certificate-v2 rekent niet met SHA-2');
  const named = fields.take(TAG.octetString, 'het kenmerk signing-certificate-v2').content;
  demand(named.equals(createHash(hash).update(certificate).digest()), other);
  const issuerSerial = fields.optional(TAG.sequence);
  fields.end('het kenmerk signing-certificate-v2');
  if (issuerSerial === null) return;
  const { issuer, serial } = signerOf(certificate);
  const names = new Fields(issuerSerial);
  const general = only(names.take(TAG.sequence, 'de uitgever'), TAG.context4, 'de uitgever');
  const number = names.take(TAG.integer, 'het volgnummer');
  names.end('het kenmerk signing-certificate-v2');
  demand(general.content.equals(issuer) && number.raw.equals(serial), other);
}

/** Issuer and serial number of a certificate, as they stand in it. */
function signerOf(certificate: Buffer): { issuer: Buffer; serial: Buffer } {
  const body = readDer(certificate, FURTHER_TYPES)?.children[0]?.children ?? [];
  return { serial: body[1]?.raw ?? Buffer.alloc(0), issuer: body[3]?.raw ?? Buffer.alloc(0) };
}
