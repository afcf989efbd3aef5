import { LIMITS } from './limits.js';
import { countAt, isCount, isDict, nameAt, PdfFault, PdfRef, type PdfDict, type PdfObject } from './value.js';
import { isWhite, ValueReader, type Budget } from './value-reader.js';
import { readXrefStream, readXrefTable, type XrefSection } from './xref-section.js';

/** `startxref`, its number and `%%EOF`: the end of a revision. */
export interface Marker {
  readonly at: number;
  /** The place it names. */
  readonly startxref: number;
  /** Past `%%EOF`. */
  readonly end: number;
  /** Past the line end that follows it, when one does. */
  readonly lineEnd: number;
}

/** A file walked from its first byte to its last. */
export interface Scanned {
  readonly bytes: Buffer;
  /** Objects that stand in the file itself, in file order, those that were replaced too. */
  readonly objects: readonly PdfObject[];
  /** Parts of the cross-reference, by their place. */
  readonly sections: ReadonlyMap<number, XrefSection>;
  readonly markers: readonly Marker[];
}

/**
 * Walks a PDF as what it is: a header, then objects, cross-references and ends of revisions, with nothing but white space
 * and comments between them. So no byte is left that a reader could find and this did not see. Throws PdfFault.
 */
export function scanFile(bytes: Buffer, budget: Budget): Scanned {
  return new Scan(bytes, budget).walk();
}

class Scan {
  private readonly objects: PdfObject[] = [];
  private readonly sections = new Map<number, XrefSection>();
  private readonly markers: Marker[] = [];
  private readonly reader: ValueReader;
  private lengths: ReadonlyMap<number, readonly number[]> | null = null;

  constructor(
    private readonly bytes: Buffer,
    private readonly budget: Budget,
  ) {
    this.reader = new ValueReader(bytes, 0, budget);
  }

  walk(): Scanned {
    const { reader } = this;
    for (;;) {
      reader.skip();
      const at = reader.at;
      if (at === this.bytes.length) break;
      if (reader.takes('xref')) this.keep(readXrefTable(reader, at));
      else if (reader.takes('startxref')) this.mark(at);
      else this.object(at);
    }
    if (this.markers.length === 0) throw new PdfFault('pdf.objects', 'Het einde van de PDF ontbreekt.');
    const { bytes, objects, sections, markers } = this;
    return { bytes, objects, sections, markers };
  }

  private keep(section: XrefSection): void {
    this.sections.set(section.at, section);
    this.bound(this.sections.size);
  }

  private bound(parts: number): void {
    if (parts > LIMITS.sections)
      throw new PdfFault('pdf.limits', `De PDF is meer dan ${String(LIMITS.sections)} keer aangevuld.`);
  }

  private mark(at: number): void {
    const { reader } = this;
    while (isWhite(this.bytes[reader.at])) reader.at += 1;
    const startxref = reader.count();
    while (isWhite(this.bytes[reader.at])) reader.at += 1;
    if (startxref === null || this.bytes.toString('latin1', reader.at, reader.at + 5) !== '%%EOF')
      throw reader.fault('ontbreekt het einde van een versie (%%EOF)');
    const end = reader.at + 5;
    const pair = this.bytes[end] === 13 && this.bytes[end + 1] === 10;
    const single = this.bytes[end] === 13 || this.bytes[end] === 10;
    const lineEnd = end + (pair ? 2 : single ? 1 : 0);
    if (lineEnd === end && end < this.bytes.length && !isWhite(this.bytes[end]))
      throw reader.fault('staat iets achter het einde van een versie');
    reader.at = lineEnd;
    this.markers.push({ at, startxref, end, lineEnd });
    this.bound(this.markers.length);
  }

  private object(at: number): void {
    const { reader, bytes } = this;
    const number = reader.count();
    reader.skip();
    const generation = number === null ? null : reader.count();
    reader.skip();
    if (number === null || generation === null || !this.takesObj()) {
      reader.at = at;
      throw reader.fault('staat iets dat geen onderdeel van een PDF is');
    }
    this.budget.object();
    const value = reader.value();
    reader.skip();
    const stream = isDict(value) && this.takesStream() ? this.stream(value) : null;
    reader.skip();
    if (!reader.takes('endobj')) throw reader.fault('ontbreekt het einde van een onderdeel');
    const object: PdfObject = {
      number,
      generation,
      at,
      end: reader.at,
      value,
      stream,
      packed: null,
      source: bytes,
    };
    this.objects.push(object);
    if (stream !== null && isDict(value) && nameAt(value, 'Type') === 'XRef')
      this.keep(readXrefStream(object, value, this.budget));
  }

  /** The value may follow the word at once: `1 0 obj<<`. */
  private takesObj(): boolean {
    const { reader } = this;
    if (this.bytes.toString('latin1', reader.at, reader.at + 3) !== 'obj') return false;
    reader.at += 3;
    return true;
  }

  private takesStream(): boolean {
    const { reader, bytes } = this;
    if (!reader.takes('stream')) return false;
    if (bytes[reader.at] === 13) reader.at += 1;
    if (bytes[reader.at] !== 10) throw reader.fault('begint een stroom niet op een nieuwe regel');
    reader.at += 1;
    return true;
  }

  private stream(dict: PdfDict): { start: number; end: number } {
    const { reader } = this;
    const start = reader.at;
    for (const length of this.lengthsOf(dict)) {
      const end = start + length;
      if (end > this.bytes.length) continue;
      reader.at = end;
      if (this.bytes[reader.at] === 13) reader.at += 1;
      if (this.bytes[reader.at] === 10) reader.at += 1;
      if (reader.takes('endstream')) return { start, end };
    }
    reader.at = start;
    throw reader.fault('heeft een stroom niet de lengte die erbij staat');
  }

  private lengthsOf(dict: PdfDict): readonly number[] {
    const length = dict.get('Length');
    if (isCount(length)) return [length];
    if (!(length instanceof PdfRef)) return [];
    this.lengths ??= numbersIn(this.bytes);
    return this.lengths.get(length.number) ?? [];
  }
}

const OBJ = Buffer.from(' obj');
/** One object with a number for each revision, and some that only look so. */
const MAX_LENGTHS = 8;

/**
 * Objects that are a whole number, by their number, the last first: what the length of a stream may be. Whether it is, is told
 * by `endstream`; that the cross-reference names the same, by whoever reads that.
 */
function numbersIn(bytes: Buffer): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (let at = bytes.indexOf(OBJ); at >= 0; at = bytes.indexOf(OBJ, at + 4)) {
    const named = /(?:^|\D)(\d{1,10})\s+\d{1,5}$/.exec(bytes.toString('latin1', Math.max(0, at - 24), at));
    const valued = /^\s{0,8}(\d{1,10})\s{0,8}endobj/.exec(bytes.toString('latin1', at + 4, at + 40));
    if (named === null || valued === null) continue;
    const all = found.get(Number(named[1])) ?? [];
    found.set(Number(named[1]), [Number(valued[1]), ...all].slice(0, MAX_LENGTHS));
  }
  return found;
}

/** Whether the length of a stream that stands in another object is what `lengthOf` finds there. */
export function lengthHolds(object: PdfObject, lengthOf: (ref: PdfRef) => unknown): boolean {
  const { stream, value } = object;
  if (stream === null || !isDict(value)) return true;
  const length = value.get('Length');
  const written = length instanceof PdfRef ? lengthOf(length) : countAt(value, 'Length');
  return written === stream.end - stream.start;
}
