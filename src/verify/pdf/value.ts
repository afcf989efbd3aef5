import type { PdfCheck } from './catalogue.js';

/** What makes further reading useless; never leaves src/verify/pdf. */
export class PdfFault extends Error {
  override readonly name = 'PdfFault';

  /** `message` is the Dutch sentence of the check that refuses. */
  constructor(
    readonly code: PdfCheck,
    message: string,
  ) {
    super(message);
  }
}

/** A name, its `#xx` undone. */
export class PdfName {
  constructor(readonly name: string) {}
}

/** A text, with where its delimiters stand in the bytes it was read from. */
export class PdfText {
  constructor(
    readonly start: number,
    /** Past the closing delimiter. */
    readonly end: number,
    readonly form: 'hex' | 'literal',
  ) {}
}

/** A reference to an object. */
export class PdfRef {
  constructor(
    readonly number: number,
    readonly generation: number,
  ) {}
}

export type PdfDict = ReadonlyMap<string, PdfValue>;
export type PdfValue = null | boolean | number | PdfName | PdfText | PdfRef | readonly PdfValue[] | PdfDict;

/** An object as it stands in the file, or in an object stream of it. */
export interface PdfObject {
  readonly number: number;
  readonly generation: number;
  /** Where `n g obj` begins; of one in an object stream the place of that stream. */
  readonly at: number;
  readonly end: number;
  readonly value: PdfValue;
  /** Where the bytes of its stream lie; null when it has none. */
  readonly stream: { readonly start: number; readonly end: number } | null;
  /** Number of the object stream it stands in, and which of it; null when it stands in the file itself. */
  readonly packed: { readonly stream: number; readonly index: number } | null;
  /** What the places of its texts are in: the file, or the inflated object stream. */
  readonly source: Buffer;
}

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);

/** The name under a key, without its slash; null when there is none. */
export function nameAt(dict: PdfDict, key: string): string | null {
  const value = dict.get(key);
  return value instanceof PdfName ? value.name : null;
}

/** The whole number of zero or more under a key; null when there is none. */
export function countAt(dict: PdfDict, key: string): number | null {
  const value = dict.get(key);
  return isCount(value) ? value : null;
}

export const isCount = (value: PdfValue | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Whether two values of objects are the same: texts by their bytes, references by what they name. */
export function sameValue(one: PdfValue, oneIn: Buffer, other: PdfValue, otherIn: Buffer): boolean {
  if (one instanceof PdfName) return other instanceof PdfName && one.name === other.name;
  if (one instanceof PdfRef)
    return other instanceof PdfRef && one.number === other.number && one.generation === other.generation;
  if (one instanceof PdfText)
    return (
      other instanceof PdfText &&
      oneIn.subarray(one.start, one.end).equals(otherIn.subarray(other.start, other.end))
    );
  if (isArray(one))
    return (
      isArray(other) &&
      one.length === other.length &&
      one.every((each, i) => sameValue(each, oneIn, other[i]!, otherIn))
    );
  if (isDict(one))
    return (
      isDict(other) &&
      one.size === other.size &&
      [...one].every(([key, each]) => other.has(key) && sameValue(each, oneIn, other.get(key)!, otherIn))
    );
  return one === other;
}

/** All values inside a value, itself first. */
export function* within(value: PdfValue): Generator<PdfValue, void, undefined> {
  yield value;
  if (isArray(value)) for (const each of value) yield* within(each);
  else if (isDict(value)) for (const each of value.values()) yield* within(each);
}
