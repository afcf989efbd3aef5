import { LIMITS } from './limits.js';
import { arrayOf, dictOf, objectOf, type RevisionView } from './revision-view.js';
import {
  isArray,
  isCount,
  isDict,
  nameAt,
  PdfRef,
  PdfText,
  within,
  type PdfDict,
  type PdfObject,
  type PdfValue,
} from './value.js';

/** A signature dictionary, wherever it stands. */
export interface SignatureDict {
  readonly object: PdfObject;
  readonly dict: PdfDict;
  /** A document timestamp (ETSI EN 319 142-1 §5.4.3) is no signature of anybody. */
  readonly isTimestamp: boolean;
}

/** Every signature dictionary in these objects, those that nothing refers to as well. */
export function findSignatures(objects: readonly PdfObject[]): readonly SignatureDict[] {
  return objects.flatMap((object) =>
    [...within(object.value)].filter(isDict).flatMap((dict) => {
      const signs = dict.has('ByteRange') || (nameAt(dict, 'Type') === 'Sig' && dict.has('Contents'));
      const stamps = nameAt(dict, 'Type') === 'DocTimeStamp';
      return signs || stamps ? [{ object, dict, isTimestamp: stamps }] : [];
    }),
  );
}

const SUBFILTERS = { 'ETSI.CAdES.detached': 'cades', 'adbe.pkcs7.detached': 'plain' } as const;

/** Under which profile a signature is to be read; null when its SubFilter names none that counts. */
export function profileOf(dict: PdfDict): 'cades' | 'plain' | null {
  const name = nameAt(dict, 'SubFilter') ?? '';
  return Object.hasOwn(SUBFILTERS, name) ? SUBFILTERS[name as keyof typeof SUBFILTERS] : null;
}

/** The `/Contents` of a signature that stands in the file as a whole object with a hex string; null otherwise. */
export function contentsOf({ object, dict }: SignatureDict): PdfText | null {
  const contents = dict.get('Contents');
  const whole = object.packed === null && object.value === dict && object.stream === null;
  return whole && contents instanceof PdfText && contents.form === 'hex' ? contents : null;
}

/** Where what is signed ends; or why the ranges are not everything but the signature, in Dutch. */
export function rangeOf(dict: PdfDict, contents: PdfText, size: number): { readonly end: number } | string {
  const range = dict.get('ByteRange');
  if (!isArray(range) || !range.every(isCount))
    return 'Er staat niet welk deel van het bestand is ondertekend.';
  if (range.length !== 4) return 'Het bestand is in een ander aantal delen ondertekend dan twee.';
  const [first, before, after, length] = range as readonly [number, number, number, number];
  if (first !== 0) return 'Het begin van het bestand is niet ondertekend.';
  if (after < before) return 'De twee ondertekende delen overlappen.';
  if (before !== contents.start || after !== contents.end)
    return 'Tussen de twee ondertekende delen staat iets anders dan de handtekening alleen.';
  if (length === 0 || after + length > size) return 'Het ondertekende deel is langer dan het bestand.';
  return { end: after + length };
}

/** The bytes of the signature itself: one DER value, then nothing but zeros. Null when it is anything else, or too large. */
export function cmsIn(bytes: Buffer, { start, end }: PdfText): Buffer | null {
  const hex = bytes.toString('latin1', start + 1, end - 1);
  if (hex.length % 2 !== 0 || hex.length > 64 * LIMITS.cmsBytes || !/^[0-9A-Fa-f]*$/.test(hex)) return null;
  const padded = Buffer.from(hex, 'hex');
  const count = padded[1]! < 0x80 ? 0 : padded[1]! & 0x7f;
  if (padded.length < 8 || count > 3) return null;
  const length = 2 + count + (count === 0 ? padded[1]! : padded.readUIntBE(2, count));
  const sound =
    length <= padded.length &&
    length <= LIMITS.cmsBytes &&
    padded.subarray(length).every((each) => each === 0);
  return sound ? padded.subarray(0, length) : null;
}

/** Fields of the form whose value is this signature: a reader shows it when there is one. */
export function fieldsOf(view: RevisionView, signature: PdfObject): number {
  const form = dictOf(view, dictOf(view, view.trailer.get('Root'))?.get('AcroForm'));
  const visited = new Set<PdfObject>();
  const waiting: [PdfValue, string | null][] = arrayOf(view, form?.get('Fields')).map((each) => [each, null]);
  let found = 0;
  while (waiting.length > 0) {
    const [ref, above] = waiting.pop()!;
    const field = objectOf(view, ref);
    if (field === null || !isDict(field.value) || visited.has(field)) continue;
    visited.add(field);
    const type = nameAt(field.value, 'FT') ?? above;
    const value = field.value.get('V');
    if (type === 'Sig' && value instanceof PdfRef && objectOf(view, value) === signature) found += 1;
    for (const kid of arrayOf(view, field.value.get('Kids'))) waiting.push([kid, type]);
  }
  return found;
}
