import { createHash } from 'node:crypto';
import { readDer, TAG } from '../cms/der.js';
import { Fields, readShape } from '../cms/shape.js';
import { hashOf, signed } from './algorithms.js';
import type { Marker } from './scan-file.js';
import { cmsIn, contentsOf, rangeOf } from './signature-place.js';
import { readSignedData, type SignedDataFacts } from './signed-data.js';
import { isDict, nameAt, type PdfObject } from './value.js';

/** SHA-256 and further over everything up to `end` but the signature itself, in hex or as bytes. */
export function digestOver(
  hash: string,
  bytes: Buffer,
  gap: { start: number; end: number },
  end: number,
): Buffer {
  return createHash(hash).update(bytes.subarray(0, gap.start)).update(bytes.subarray(gap.end, end)).digest();
}

/** Whether the signature in a SignedData was made with the key of its signer, over its attributes. */
export function signerSigned({ scheme, signer, signedAttributes, signature }: SignedDataFacts): boolean {
  return scheme !== null && signer.key !== null && signed(scheme, signer.key, signedAttributes, signature);
}

/**
 * Whether an object is a document timestamp (RFC 3161) over everything before the end of its own revision, signed by whoever
 * is named in it. Who that is, is not asked: its time is not used.
 */
export function isProvenTimestamp(bytes: Buffer, object: PdfObject, marker: Marker): boolean {
  if (!isDict(object.value) || nameAt(object.value, 'Type') !== 'DocTimeStamp') return false;
  const contents = contentsOf({ object, dict: object.value, isTimestamp: true });
  if (contents === null || nameAt(object.value, 'SubFilter') !== 'ETSI.RFC3161') return false;
  const range = rangeOf(object.value, contents, bytes.length);
  if (typeof range === 'string' || range.end < marker.end || range.end > marker.lineEnd) return false;
  const cms = cmsIn(bytes, contents);
  const token = cms === null ? 'none' : readSignedData(cms, 'timestamp');
  if (typeof token === 'string' || token.hash === null || token.content === null) return false;
  const digest = createHash(token.hash).update(token.content).digest();
  return (
    digest.equals(token.messageDigest) &&
    signerSigned(token) &&
    stamps(token.content, bytes, contents, range.end)
  );
}

/** TSTInfo (RFC 3161 §2.4.2): its messageImprint is the digest of these bytes. */
function stamps(info: Buffer, bytes: Buffer, gap: { start: number; end: number }, end: number): boolean {
  const imprint = readShape(() => {
    // read a part at a time: a time with parts of a second is no DER that we know
    const fields = new Fields(readDer(info, STAMP_TYPES) ?? NOTHING);
    fields.take(TAG.integer, 'de versie');
    fields.take(TAG.oid, 'het beleid');
    const held = new Fields(fields.take(TAG.sequence, 'de vingerafdruk'));
    const hash = hashOf(held.take(TAG.sequence, 'de rekenwijze'));
    return { hash, digest: held.take(TAG.octetString, 'de vingerafdruk').content };
  });
  if (typeof imprint === 'string' || imprint.hash === null) return false;
  return imprint.digest.equals(digestOver(imprint.hash, bytes, gap, end));
}

const STAMP_TYPES: ReadonlySet<number> = new Set([TAG.generalizedTime]);
const NOTHING = { tag: TAG.null, raw: Buffer.alloc(0), content: Buffer.alloc(0), children: [] };
