import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { OID } from '../cms-writer.js';
import * as der from '../der.js';
import { distinguishedName } from '../certificate-writer.js';
import { addRevision, PLAIN, writePdf, type Objects, type WriteChoices } from './pdf-writer.js';

/** Somebody who can sign: a key with its certificate, and the certificates of who issued it. */
export interface PdfSigner {
  readonly key: KeyObject;
  readonly certificate: Buffer;
  readonly issuers: readonly Buffer[];
}

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const algorithmFor = (key: KeyObject): Buffer =>
  key.asymmetricKeyType === 'rsa'
    ? der.sequence(der.oid(RSA_SHA256), der.nothing())
    : der.sequence(der.oid(ECDSA_SHA256));

/** What a test may choose of a certificate. */
export interface CertificateFacts {
  readonly name: string;
  readonly issuer?: PdfSigner & { readonly name: string };
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Bits of keyUsage as its first byte; 0x80 digitalSignature, 0x04 keyCertSign. */
  readonly usage?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly key?: KeyObject;
  readonly critical?: string;
  /** Signs it with this key instead. */
  readonly forger?: KeyObject;
}

const ecKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const bitString = (usage: number): Buffer => Buffer.from([0x03, 0x02, trailingZeros(usage), usage]);
const trailingZeros = (byte: number): number => (byte === 0 ? 0 : 31 - Math.clz32(byte & -byte));

/** Makes a certificate and its key: self-signed, or by an issuer. */
export function makeSigner(facts: CertificateFacts): PdfSigner & { readonly name: string } {
  const { name, issuer, ca = false, key = ecKey() } = facts;
  const signer = facts.forger ?? issuer?.key ?? key;
  const extension = (oid: string, value: Buffer): Buffer =>
    der.sequence(der.oid(oid), Buffer.from([1, 1, 0xff]), der.octets(value));
  const length = facts.pathLength === undefined ? [] : [der.integer(facts.pathLength)];
  const extensions = [
    ...(ca ? [extension('2.5.29.19', der.sequence(Buffer.from([1, 1, 0xff]), ...length))] : []),
    extension('2.5.29.15', bitString(facts.usage ?? (ca ? 0x04 : 0xc0))),
    ...(facts.critical === undefined ? [] : [extension(facts.critical, der.nothing())]),
  ];
  const body = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(Buffer.concat([Buffer.of(0x40), randomBytes(9)])),
    algorithmFor(signer),
    distinguishedName({ C: 'NL', CN: issuer?.name ?? name }),
    der.sequence(
      der.utcTime(facts.notBefore ?? new Date('2026-01-01T00:00:00Z')),
      der.utcTime(facts.notAfter ?? new Date('2029-01-01T00:00:00Z')),
    ),
    distinguishedName({ C: 'NL', CN: name }),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    der.explicit(3, der.sequence(...extensions)),
  );
  const certificate = der.sequence(body, algorithmFor(signer), der.bits(sign('sha256', body, signer)));
  return {
    name,
    key,
    certificate,
    issuers: issuer === undefined ? [] : [issuer.certificate, ...issuer.issuers],
  };
}

/** What a test may spoil of a signature. */
export interface CmsChoices {
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** Signed attributes by name: leave out, repeat or replace. */
  readonly attributes?: (usual: Readonly<Record<string, Buffer>>) => readonly Buffer[];
  readonly withoutAttributes?: boolean;
  /** Content of its own. */
  readonly content?: Buffer;
  readonly twoSigners?: boolean;
  readonly certificates?: readonly Buffer[];
  readonly signingTime?: Date | null;
  readonly change?: (cms: Buffer) => Buffer;
  /** Digest of something else. */
  readonly digest?: Buffer;
  readonly contentType?: string;
}

const HASH_OIDS = {
  sha1: OID.sha1,
  sha256: OID.sha256,
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const ECDSA_OIDS = {
  sha1: '1.2.840.10045.4.1',
  sha256: ECDSA_SHA256,
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};
const RSA_OIDS = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: RSA_SHA256,
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};
const attribute = (oid: string, ...values: Buffer[]): Buffer =>
  der.sequence(der.oid(oid), der.setOf(...values));

/** A detached CMS signature over these bytes, as CAdES-B asks. */
export function signBytes(bytes: Uint8Array, signer: PdfSigner, choices: CmsChoices = {}): Buffer {
  const { hash = 'sha256', signingTime = new Date('2027-03-02T10:00:00Z'), contentType = OID.data } = choices;
  const digest = choices.digest ?? createHash(hash).update(bytes).digest();
  const certificateHash = createHash('sha256').update(signer.certificate).digest();
  const usual = {
    contentType: attribute(OID.contentType, der.oid(contentType)),
    ...(signingTime === null
      ? {}
      : { signingTime: attribute('1.2.840.113549.1.9.5', der.utcTime(signingTime)) }),
    messageDigest: attribute(OID.messageDigest, der.octets(digest)),
    signingCertificate: attribute(
      OID.signingCertificateV2,
      der.sequence(der.sequence(der.sequence(der.octets(certificateHash)))),
    ),
  };
  const attributes = der.setOf(...(choices.attributes?.(usual) ?? Object.values(usual)));
  const rsa = signer.key.asymmetricKeyType === 'rsa';
  const digestAlgorithm = der.sequence(der.oid(HASH_OIDS[hash]), der.nothing());
  const algorithm = rsa
    ? der.sequence(der.oid(RSA_OIDS[hash]), der.nothing())
    : der.sequence(der.oid(ECDSA_OIDS[hash]));
  const info = der.sequence(
    der.integer(1),
    issuerAndSerial(signer.certificate),
    digestAlgorithm,
    ...(choices.withoutAttributes === true ? [] : [Buffer.concat([Buffer.of(0xa0), attributes.subarray(1)])]),
    algorithm,
    der.octets(sign(hash, choices.withoutAttributes === true ? bytes : attributes, signer.key)),
  );
  const content = choices.content === undefined ? [] : [der.explicit(0, der.octets(choices.content))];
  const cms = der.sequence(
    der.oid(OID.signedData),
    der.explicit(
      0,
      der.sequence(
        der.integer(contentType === OID.data ? 1 : 3),
        der.setOf(digestAlgorithm),
        der.sequence(der.oid(contentType), ...content),
        der.explicit(0, ...(choices.certificates ?? [signer.certificate, ...signer.issuers])),
        der.setOf(info, ...(choices.twoSigners === true ? [info] : [])),
      ),
    ),
  );
  return choices.change?.(cms) ?? cms;
}

function issuerAndSerial(certificate: Buffer): Buffer {
  const version = der.split(der.split(der.split(certificate).content).content);
  const serial = der.split(version.rest);
  const issuer = der.split(der.split(serial.rest).rest);
  return der.sequence(issuer.head, serial.head);
}

/** What a test may choose of a signed PDF. */
export interface SignedPdfChoices extends WriteChoices {
  readonly signer: PdfSigner;
  readonly cms?: CmsChoices;
  readonly subFilter?: string;
  /** Changes the objects before they are written; 5 is the field, 6 the signature. */
  readonly objects?: (usual: Objects) => Objects;
  /** In one go, or as a revision after the document. */
  readonly incremental?: boolean;
  /** Ranges to write instead. */
  readonly range?: (usual: readonly [number, number, number, number]) => readonly number[];
  /** Hex digits of room for the signature. */
  readonly room?: number;
  readonly more?: string;
}

const RANGE = '[0000000000 0000000000 0000000000 0000000000]';

/** The dictionary of a signature, with room for its ranges and contents. */
export function signatureDict(subFilter: string, room = 8192, more = '', type = 'Sig'): string {
  return `<< /Type /${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${more} /ByteRange ${RANGE} /Contents <${'0'.repeat(room)}> >>`;
}

/** A PDF with one signature in it. */
export function signedPdf(choices: SignedPdfChoices): Buffer {
  const { subFilter = 'ETSI.CAdES.detached', room = 8192, more = "/M (D:20270302110000+01'00')" } = choices;
  const signing: Objects = {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>',
    3: (PLAIN[3] as string).replace(/ >>$/, ' /Annots [5 0 R] >>'),
    5: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Handtekening) /V 6 0 R /Rect [0 0 0 0] /F 132 /P 3 0 R >>',
    6: signatureDict(subFilter, room, more),
  };
  const change = choices.objects ?? ((usual: Objects) => usual);
  const unsigned =
    choices.incremental === true
      ? addRevision(writePdf(PLAIN, choices), change(signing), choices)
      : writePdf(change({ ...PLAIN, ...signing }), choices);
  return fillSignature(unsigned, choices);
}

/** Fills the last room for a signature in these bytes with one over all the rest. */
export function fillSignature(
  unsigned: Buffer,
  {
    signer,
    cms,
    range,
    make,
  }: Pick<SignedPdfChoices, 'signer' | 'cms' | 'range'> & {
    readonly make?: (covered: Buffer) => Buffer;
  },
): Buffer {
  const pdf = Buffer.from(unsigned);
  const place = pdf.lastIndexOf(RANGE);
  const start = pdf.indexOf('<', pdf.indexOf('/Contents', place));
  const end = pdf.indexOf('>', start) + 1;
  const usual = [0, start, end, pdf.length - end] as const;
  const ranges = range?.(usual) ?? usual;
  pdf.write(
    `[${ranges.map((each) => String(each).padStart(10, '0')).join(' ')}]`.padEnd(RANGE.length),
    place,
  );
  const parts = Array.from({ length: ranges.length / 2 }, (_, i) =>
    pdf.subarray(ranges[2 * i], ranges[2 * i]! + ranges[2 * i + 1]!),
  );
  const covered = Buffer.concat(parts);
  pdf.write((make?.(covered) ?? signBytes(covered, signer, cms)).toString('hex'), start + 1);
  return pdf;
}
