import { dotted, FURTHER_TYPES, readDer, TAG, type DerNode } from '../cms/der.js';
import { demand, Fields, isSmallInteger, only, readShape } from '../cms/shape.js';
import { demandSigningCertificate } from '../cms/signature-file.js';
import { readSignedAttributes } from '../cms/signed-attributes.js';
import { hashOf, schemeOf, type Hash, type SignatureScheme } from './algorithms.js';
import { readAnyCertificate, timeOf, type AnyCertificate } from './certificate.js';

/** What a CMS SignedData (RFC 5652) gives for judging a signature over bytes that stand elsewhere. */
export interface SignedDataFacts {
  /** The hash of the content; null: one that does not count. */
  readonly hash: Hash | null;
  readonly scheme: SignatureScheme | null;
  readonly messageDigest: Buffer;
  /** DER of the signed attributes with the SET OF tag: what the signature is made over (§5.4). */
  readonly signedAttributes: Buffer;
  readonly signature: Buffer;
  readonly signer: AnyCertificate;
  /** The other certificates that came along. */
  readonly others: readonly AnyCertificate[];
  /** The signing-time attribute; null when there is none. */
  readonly signingTime: Date | null;
  /** What it holds itself: of a timestamp its TSTInfo, of a detached signature nothing. */
  readonly content: Buffer | null;
}

/** The profiles: a signature over other bytes, with or without what CAdES asks; or a timestamp (RFC 3161). */
export type CmsProfile = 'plain' | 'cades' | 'timestamp';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const MAX_CERTIFICATES = 16;

/**
 * Reads a SignedData in strict DER with exactly one signer, named by issuer and serial number, whose certificate is inside,
 * once; signed attributes with exactly one content-type and message-digest; for `cades` also an ESS signing-certificate-v2
 * that names that certificate. Never throws: a Dutch reason, to follow "… heeft niet de afgesproken vorm: ".
 */
export function readSignedData(bytes: Uint8Array, profile: CmsProfile): SignedDataFacts | string {
  return readShape(() => {
    const node = readDer(bytes, FURTHER_TYPES);
    demand(node?.tag === TAG.sequence, 'het is geen strikte DER');
    const info = new Fields(node);
    demand(dotted(info.take(TAG.oid, 'het soort inhoud')) === SIGNED_DATA, 'het is geen CMS SignedData');
    const data = new Fields(only(info.take(TAG.context0, 'de inhoud'), TAG.sequence, 'SignedData'));
    info.end('de handtekening');
    const version = data.take(TAG.integer, 'de versie');
    demand(
      isSmallInteger(version, 1) || isSmallInteger(version, 3),
      'de versie van SignedData is niet 1 of 3',
    );
    const digests = data.take(TAG.set, 'de lijst van rekenwijzen');
    const listed = hashOf(only(digests, TAG.sequence, 'de lijst van rekenwijzen'));
    const content = readContent(data.take(TAG.sequence, 'de ondertekende inhoud'), profile);
    const certificates = readCertificates(data.take(TAG.context0, 'het certificaat'));
    // revocation lists may be sent along; they are not read
    data.optional(TAG.context1);
    const signers = data.take(TAG.set, 'de ondertekenaar');
    data.end('SignedData');
    demand(signers.children.length === 1, `er zijn ${String(signers.children.length)} ondertekenaars`);
    const signer = readSigner(only(signers, TAG.sequence, 'de ondertekenaar'), certificates, profile);
    demand(signer.hash === listed, 'de rekenwijze van de ondertekenaar staat niet in de lijst');
    return { ...signer, content };
  });
}

function readContent(node: DerNode, profile: CmsProfile): Buffer | null {
  const fields = new Fields(node);
  const type = dotted(fields.take(TAG.oid, 'het soort inhoud'));
  const wrapped = fields.optional(TAG.context0);
  fields.end('de ondertekende inhoud');
  if (profile === 'timestamp') {
    demand(type === TST_INFO && wrapped !== null, 'het is geen tijdstempel');
    return only(wrapped, TAG.octetString, 'het tijdstempel').content;
  }
  demand(type === DATA, 'de ondertekende inhoud is niet van het soort data');
  demand(wrapped === null, 'er zit een eigen inhoud in, naast de PDF');
  return null;
}

function readCertificates(node: DerNode): readonly AnyCertificate[] {
  demand(node.children.length <= MAX_CERTIFICATES, 'er zitten te veel certificaten in');
  return node.children.map((each) => {
    const certificate = readAnyCertificate(each.raw);
    demand(certificate !== null, 'een certificaat erin is beschadigd');
    return certificate;
  });
}

function readSigner(
  node: DerNode,
  certificates: readonly AnyCertificate[],
  profile: CmsProfile,
): Omit<SignedDataFacts, 'content'> {
  const what = 'de ondertekenaar';
  const fields = new Fields(node);
  demand(isSmallInteger(fields.take(TAG.integer, what), 1), 'de ondertekenaar heeft een andere versie dan 1');
  const sid = new Fields(fields.take(TAG.sequence, what));
  const issuer = sid.take(TAG.sequence, what).raw;
  const serial = sid.take(TAG.integer, what).content.toString('hex');
  sid.end(what);
  const hash = hashOf(fields.take(TAG.sequence, 'de rekenwijze'));
  const attributes = fields.take(TAG.context0, 'de lijst van ondertekende kenmerken');
  const scheme = schemeOf(fields.take(TAG.sequence, 'het soort handtekening'), hash);
  const signature = fields.take(TAG.octetString, 'de handtekening').content;
  // unsigned attributes, such as a timestamp, prove nothing by themselves
  fields.optional(TAG.context1);
  fields.end(what);
  const named = certificates.filter((each) => each.serial === serial && each.issuer.equals(issuer));
  const [signer] = named;
  demand(
    signer !== undefined && named.length === 1,
    'het certificaat van de ondertekenaar zit er niet precies één keer in',
  );
  return {
    hash,
    scheme,
    signature,
    signer,
    others: certificates.filter((each) => each !== signer),
    ...readAttributes(attributes, signer.der, profile),
  };
}

function readAttributes(
  node: DerNode,
  certificate: Buffer,
  profile: CmsProfile,
): Pick<SignedDataFacts, 'messageDigest' | 'signedAttributes' | 'signingTime'> {
  const { raw, values } = readSignedAttributes(node, FURTHER_TYPES);
  const type = values.get(CONTENT_TYPE);
  const expected = profile === 'timestamp' ? TST_INFO : DATA;
  demand(
    type?.tag === TAG.oid && dotted(type) === expected,
    'het kenmerk content-type ontbreekt of noemt iets anders',
  );
  const digest = values.get(MESSAGE_DIGEST);
  demand(digest?.tag === TAG.octetString, 'het kenmerk message-digest ontbreekt');
  const named = values.get(SIGNING_CERTIFICATE_V2);
  if (profile === 'cades' || named !== undefined) demandSigningCertificate(named, certificate);
  return {
    messageDigest: digest.content,
    signedAttributes: raw,
    signingTime: values.has(SIGNING_TIME) ? timeIn(values.get(SIGNING_TIME)!) : null,
  };
}

const timeIn = (value: DerNode): Date => timeOf(new Fields({ ...value, children: [value] }));
