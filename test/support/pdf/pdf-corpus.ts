import { createHash, generateKeyPairSync } from 'node:crypto';
import type { PdfCheck } from '../../../src/verify/pdf/catalogue.js';
import * as der from '../der.js';
import { testKey } from '../keys.js';
import {
  fillSignature,
  makeSigner,
  signatureDict,
  signBytes,
  signedPdf,
  type CmsChoices,
  type SignedPdfChoices,
} from './pdf-signer.js';
import { addRevision, PLAIN, stream, writePdf, type Objects } from './pdf-writer.js';

/** One PDF made by code, and what is to be found of it. */
export interface CorpusFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** The checks that refuse it, in the order of the catalogue. */
  readonly refusedBy: readonly PdfCheck[];
  /** A detached signature beside it. */
  readonly signature?: Buffer;
}

/** Who is trusted in the corpus, and who signs. */
export const ROOT = makeSigner({ name: 'Wortel', ca: true });
export const ISSUER = makeSigner({ name: 'Uitgever', ca: true, pathLength: 0, issuer: ROOT });
export const SIGNER = makeSigner({ name: 'College van Heumen', issuer: ISSUER });
/** The moment at which the corpus is judged. */
export const JUDGED_AT = new Date('2027-03-03T10:00:00Z');

export const good = (choices: Partial<SignedPdfChoices> = {}): Buffer =>
  signedPdf({ signer: SIGNER, ...choices });
export const withCms = (cms: CmsChoices): Buffer => good({ cms });
export const file = (
  name: string,
  refusedBy: PdfCheck | readonly PdfCheck[],
  bytes: Buffer,
  signature?: Buffer,
): CorpusFile => ({
  name,
  bytes,
  refusedBy: typeof refusedBy === 'string' ? [refusedBy] : refusedBy,
  ...(signature === undefined ? {} : { signature }),
});
export const also =
  (more: Objects) =>
  (usual: Objects): Objects => ({ ...usual, ...more });
export const inRoot =
  (entries: string, more: Objects = {}) =>
  (usual: Objects): Objects => ({
    ...usual,
    ...more,
    1: (usual[1] as string).replace(/ >>$/, ` ${entries} >>`),
  });
export const after = (objects: Objects, choices = {}): Buffer => addRevision(good(), objects, choices);
export const replaced = (pdf: Buffer, from: string, to: string): Buffer =>
  Buffer.from(pdf.toString('latin1').replace(from, to), 'latin1');

/** A document security store beside the catalogue as it stood. */
export function securityStore(catalog: string, more = ''): Objects {
  return {
    1: catalog.replace(
      / >>$/,
      ` /DSS 20 0 R /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >> ${more} >>`,
    ),
    20: '<< /Type /DSS /Certs [21 0 R] >>',
    21: stream(ISSUER.certificate),
  };
}

export const CATALOG = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>';
const STAMPER = makeSigner({ name: 'Tijdstempeldienst', issuer: ISSUER });

/** A document timestamp in a revision of its own; `spoil` changes its objects. */
export function stamped(
  pdf: Buffer,
  spoil: (usual: Objects) => Objects = (usual) => usual,
  page = PLAIN[3] as string,
): Buffer {
  const objects: Objects = {
    1: CATALOG.replace('[5 0 R]', '[5 0 R 30 0 R]'),
    3: page.replace(/ >>$/, ' /Annots [5 0 R 30 0 R] >>'),
    30: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tijd) /V 31 0 R /Rect [0 0 0 0] /F 132 /P 3 0 R >>',
    31: signatureDict('ETSI.RFC3161', 8192, '', 'DocTimeStamp'),
  };
  return fillSignature(addRevision(pdf, spoil(objects)), { signer: STAMPER, make: timestampOver });
}

function timestampOver(covered: Buffer): Buffer {
  const imprint = der.sequence(
    der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.nothing()),
    der.octets(createHash('sha256').update(covered).digest()),
  );
  const time = Buffer.from('20270302100100.5Z', 'latin1');
  const info = der.sequence(
    der.integer(1),
    der.oid('1.2.3.4'),
    imprint,
    der.integer(7),
    Buffer.concat([Buffer.from([0x18, time.length]), time]),
  );
  return signBytes(info, STAMPER, { content: info, contentType: '1.2.840.113549.1.9.16.1.4' });
}

/** Files that are in order. */
export function goodFiles(): readonly CorpusFile[] {
  const rsa = makeSigner({ name: 'College met RSA', issuer: ISSUER, key: testKey(1) });
  const p384 = makeSigner({
    name: 'P-384',
    issuer: ISSUER,
    key: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  });
  const plain = writePdf(PLAIN);
  return [
    file('signed in one go', [], good()),
    file('signed as a revision', [], good({ incremental: true })),
    file('with object streams', [], good({ style: 'stream' })),
    file('with object streams, as a revision', [], good({ style: 'stream', incremental: true })),
    file('adbe.pkcs7.detached', [], good({ subFilter: 'adbe.pkcs7.detached' })),
    file('RSA', [], good({ signer: rsa })),
    file('SHA-384 and P-384', [], good({ signer: p384, cms: { hash: 'sha384' } })),
    file('SHA-512', [], withCms({ hash: 'sha512' })),
    file('no signing-time, /M alone', [], withCms({ signingTime: null })),
    file(
      'a link to a web address',
      [],
      good({ objects: also({ 9: '<< /S /URI /URI (https://www.heumen.nl/) >>' }) }),
    ),
    file('opens at a page', [], good({ objects: inRoot('/OpenAction [3 0 R /Fit]') })),
    file('a security store after it', [], after(securityStore(CATALOG))),
    file(
      'a security store in streams after it',
      [],
      addRevision(good({ style: 'stream' }), securityStore(CATALOG), { style: 'stream' }),
    ),
    file('a timestamp after it', [], stamped(good())),
    file('store and timestamp', [], stampedStore()),
    file('not signed', [], plain),
    file('not signed, with object streams', [], writePdf(PLAIN, { style: 'stream' })),
    file('a signature beside it', [], plain, signBytes(plain, SIGNER)),
  ];
}

function stampedStore(): Buffer {
  return stamped(after(securityStore(CATALOG)), (usual) => ({
    ...usual,
    1: securityStore(usual[1] as string)[1] as string,
  }));
}
