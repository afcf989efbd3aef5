import { LIMITS } from './limits.js';
import { PdfFault, PdfName, PdfRef, PdfText, type PdfDict, type PdfValue } from './value.js';

const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%', 'latin1'));
export const isWhite = (byte: number | undefined): boolean => byte !== undefined && WHITE.has(byte);
const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !WHITE.has(byte) && !DELIMITERS.has(byte);
const isDigit = (byte: number | undefined): byte is number => byte !== undefined && byte >= 48 && byte <= 57;

/** How much may still be read of a file, over all that is read of it. */
export class Budget {
  private values = 0;
  private objects = 0;
  private inflated = 0;

  value(): void {
    if (++this.values > LIMITS.values) throw new PdfFault('pdf.limits', TOO_MUCH);
  }

  object(): void {
    if (++this.objects > LIMITS.objects)
      throw new PdfFault('pdf.limits', `Het bestand heeft meer dan ${String(LIMITS.objects)} onderdelen.`);
  }

  /** What may still be inflated. */
  get left(): number {
    return LIMITS.inflatedBytes - this.inflated;
  }

  inflate(bytes: number): void {
    this.inflated += bytes;
    if (this.left < 0) throw new PdfFault('pdf.limits', 'Uitgepakt zijn de onderdelen samen te groot.');
  }
}

const TOO_MUCH = 'Het bestand heeft meer onderdelen dan een gewoon document nodig heeft.';

/** Reads values (ISO 32000-1 §7.3) from bytes. What is no value throws PdfFault `pdf.objects`. */
export class ValueReader {
  constructor(
    readonly bytes: Buffer,
    public at: number,
    readonly budget: Budget,
  ) {}

  fault(what: string): PdfFault {
    return new PdfFault('pdf.objects', `Op plaats ${String(this.at)} ${what}.`);
  }

  /** Passes white space and comments. */
  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (isWhite(byte)) this.at += 1;
      else if (byte === 0x25) this.skipLine();
      else return;
    }
  }

  private skipLine(): void {
    while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13)
      this.at += 1;
  }

  /** Passes this word when it stands here. */
  takes(word: string): boolean {
    const end = this.at + word.length;
    if (this.bytes.toString('latin1', this.at, end) !== word || isRegular(this.bytes[end])) return false;
    this.at = end;
    return true;
  }

  /** A whole number without sign, here; null when there is none, and then nothing is passed. */
  count(): number | null {
    let end = this.at;
    while (isDigit(this.bytes[end])) end += 1;
    if (end === this.at || end - this.at > 15 || isRegular(this.bytes[end])) return null;
    const value = Number(this.bytes.toString('latin1', this.at, end));
    this.at = end;
    return value;
  }

  value(depth = 0): PdfValue {
    this.budget.value();
    if (depth > LIMITS.depth) throw new PdfFault('pdf.limits', 'De onderdelen zitten te diep in elkaar.');
    this.skip();
    const byte = this.bytes[this.at];
    if (byte === 0x2f) return this.name();
    if (byte === 0x28) return this.literal();
    if (byte === 0x5b) return this.array(depth);
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.dict(depth) : this.hex();
    if (isDigit(byte)) return this.numberOrRef();
    if (byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.number();
    if (this.takes('true')) return true;
    if (this.takes('false')) return false;
    if (this.takes('null')) return null;
    throw this.fault('staat iets dat geen waarde is');
  }

  private name(): PdfName {
    let end = ++this.at;
    while (isRegular(this.bytes[end])) end += 1;
    const written = this.bytes.toString('latin1', this.at, end);
    this.at = end;
    return new PdfName(
      written.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    );
  }

  private number(): number {
    let end = this.at;
    while (isRegular(this.bytes[end])) end += 1;
    const written = this.bytes.toString('latin1', this.at, end);
    if (written.length > 64 || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(written))
      throw this.fault('staat een getal dat er geen is');
    this.at = end;
    return Number(written);
  }

  private numberOrRef(): number | PdfRef {
    const first = this.number();
    const here = this.at;
    if (!Number.isSafeInteger(first)) return first;
    this.skip();
    const generation = this.count();
    if (generation !== null) {
      this.skip();
      if (this.takes('R')) return new PdfRef(first, generation);
    }
    this.at = here;
    return first;
  }

  private literal(): PdfText {
    const start = this.at++;
    for (let open = 1; open > 0; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw this.fault('ontbreekt het einde van een tekst');
      if (byte === 0x5c) this.at += 1;
      else if (byte === 0x28) open += 1;
      else if (byte === 0x29) open -= 1;
    }
    return new PdfText(start, this.at, 'literal');
  }

  private hex(): PdfText {
    const start = this.at;
    const end = this.bytes.indexOf(0x3e, start);
    if (end < 0) throw this.fault('ontbreekt het einde van een tekst');
    for (this.at = start + 1; this.at < end; this.at++) {
      const byte = this.bytes[this.at]!;
      const letter = byte | 0x20;
      if (!isDigit(byte) && !(letter >= 0x61 && letter <= 0x66) && !isWhite(byte))
        throw this.fault('staat in een tekst iets dat er niet hoort');
    }
    this.at = end + 1;
    return new PdfText(start, this.at, 'hex');
  }

  private array(depth: number): readonly PdfValue[] {
    const values: PdfValue[] = [];
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) break;
      values.push(this.value(depth + 1));
    }
    this.at += 1;
    return values;
  }

  /** A key that stands twice would be read by one program as this and by another as that: refused. */
  dict(depth: number): PdfDict {
    const entries = new Map<string, PdfValue>();
    this.at += 2;
    for (;;) {
      this.skip();
      const byte = this.bytes[this.at];
      if (byte === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      if (byte !== 0x2f) throw this.fault('ontbreekt een naam of het einde van een onderdeel');
      const { name } = this.name();
      if (entries.has(name)) throw this.fault(`staat /${name.slice(0, 40)} twee keer in één onderdeel`);
      entries.set(name, this.value(depth + 1));
    }
    this.at += 2;
    return entries;
  }
}
