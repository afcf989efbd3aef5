/** One row of a CSV file as written, without its line end, and its line, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly text: string;
}

/** Longest row, in characters: 16,000 reporting units with long names. */
const MAX_ROW = 2 * 1024 * 1024;

/**
 * Splits the bytes of a CSV file into rows as they come: `;` between fields, quotes around them doubled inside, LF or
 * CR LF at the end. Strict UTF-8 with or without BOM. `onRow` gets each row; an empty line is a row of one empty field.
 */
export class CsvSplitter {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private rest = '';
  private line = 1;

  /** `onRow` may be called many times per push. */
  constructor(private readonly onRow: (row: CsvRow) => void) {}

  /** Gives a Dutch reason when the bytes cannot be a CSV file; then nothing more may be pushed. */
  push(bytes: Uint8Array): string | null {
    return this.take(() => this.decoder.decode(bytes, { stream: true }), false);
  }

  /** After the last byte; gives a reason as `push` does. */
  end(): string | null {
    return this.take(() => this.decoder.decode(), true);
  }

  private take(decode: () => string, last: boolean): string | null {
    try {
      this.rest += decode();
    } catch {
      return `Het CSV-bestand is geen UTF-8 (regel ${String(this.line)} of later).`;
    }
    let start = 0;
    for (const end of rowEnds(this.rest)) {
      this.emit(this.rest.slice(start, end));
      start = end + 1;
    }
    this.rest = this.rest.slice(start);
    if (this.rest.length > MAX_ROW) return `Regel ${String(this.line)} van het CSV-bestand is te lang.`;
    if (last && this.rest !== '') this.emit(this.rest);
    return null;
  }

  private emit(text: string): void {
    this.onRow({ line: this.line, text: text.endsWith('\r') ? text.slice(0, -1) : text });
    this.line += 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line += 1;
  }
}

/** Positions of the line feeds that end a row: those outside quotes. Looks at each character once. */
function* rowEnds(text: string): Generator<number, void, undefined> {
  const quoteFrom = (from: number): number => {
    const at = text.indexOf('"', from);
    return at < 0 ? text.length : at;
  };
  let quoted = false;
  let quote = quoteFrom(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    for (; quote < end; quote = quoteFrom(quote + 1)) quoted = !quoted;
    if (!quoted) yield end;
  }
}

/** The fields of a row without their quotes: all, or the first `most`. `separator`: one character. */
export function splitRow(text: string, most = Infinity, separator = ';'): string[] {
  const fields: string[] = [];
  for (let at = 0; at <= text.length && fields.length < most;) {
    const quoted = text.charCodeAt(at) === QUOTE;
    const end = quoted ? closingQuote(text, at + 1) : fieldEnd(text, at, separator);
    const value = text.slice(quoted ? at + 1 : at, end);
    fields.push(quoted && value.includes('"') ? value.replaceAll('""', '"') : value);
    at = (quoted ? fieldEnd(text, end, separator) : end) + 1;
  }
  return fields;
}

/** Where field number `index` of a row starts, counted from 0; past the end when there is none. */
export function fieldStart(text: string, index: number): number {
  let at = 0;
  for (let passed = 0; passed < index && at <= text.length; passed++) {
    const quoted = text.charCodeAt(at) === QUOTE;
    at = fieldEnd(text, quoted ? closingQuote(text, at + 1) : at) + 1;
  }
  return at;
}

const QUOTE = 34;

/** Position of the quote that closes a field, past doubled ones; the end of the text when none does. */
function closingQuote(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
  return end < 0 ? text.length : end;
}

function fieldEnd(text: string, from: number, separator = ';'): number {
  const end = text.indexOf(separator, from);
  return end < 0 ? text.length : end;
}
