import { LF } from './xml-bytes.js';
import { XmlFailure, type XmlFailureCode, type XmlLimits } from './xml-failure.js';

/** Given by a scanner when the window ends before its token does: the reader refills and scans the token again. */
export const INCOMPLETE = -1;

/**
 * The bytes at hand. A zero byte stands after the last one, so that a scanner needs no bounds test: no byte below tab
 * is legal in XML, so every loop stops there, and `stopped` tells the end of the window from a zero in the file.
 */
export class Window {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** How often bytes were moved: a position is good for one count. */
  shifts = 0;
  /** Position after the last byte. */
  end = 0;
  /** No bytes follow those in the window. */
  final = false;
  /** Start of the token being scanned. */
  token = 0;
  /** Names the open elements, for a failure. */
  path: () => string = () => '';

  private line = 1;
  /** Where the line would begin if every character were one byte: column = position - lineStart + 1. */
  private lineStart = 0;
  private tokenLine = 1;
  private tokenLineStart = 0;

  constructor(
    capacity: number,
    readonly limits: XmlLimits,
  ) {
    if (capacity < 2 * limits.tokenBytes) throw new RangeError('the window must hold two tokens');
    this.bytes = new Uint8Array(capacity + 8);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Copies as much of the chunk as fits and gives how much that was. */
  fill(chunk: Uint8Array, from: number): number {
    const room = this.bytes.length - 8 - this.end;
    const part = Math.min(room, chunk.length - from);
    this.bytes.set(chunk.subarray(from, from + part), this.end);
    this.end += part;
    this.bytes[this.end] = 0;
    return part;
  }

  get full(): boolean {
    return this.end === this.bytes.length - 8;
  }

  /** Drops the bytes before the current token. */
  shift(): void {
    const by = this.token;
    this.shifts++;
    this.bytes.copyWithin(0, by, this.end + 1);
    this.end -= by;
    this.token = 0;
    this.lineStart -= by;
    this.tokenLineStart -= by;
  }

  /** The scanner stands at a token; what is counted from here is undone when the token turns out incomplete. */
  begin(position: number): void {
    this.token = position;
    this.tokenLine = this.line;
    this.tokenLineStart = this.lineStart;
  }

  /** A line feed stood at `position`. */
  newline(position: number): void {
    this.line++;
    this.lineStart = position + 1;
  }

  /** Several line feeds were passed, the last one at `position`. */
  newlines(count: number, position: number): void {
    this.line += count;
    this.lineStart = position + 1;
  }

  /** A character took `extra` bytes beyond its first. */
  wide(extra: number): void {
    this.lineStart += extra;
  }

  /** The file begins with a byte order mark, which takes no column. Gives the position after it. */
  skipMark(length: number): number {
    this.lineStart += length;
    return length;
  }

  /** Line of the current token. */
  get tokenLineNumber(): number {
    return this.tokenLine;
  }

  /** Column of the current token. */
  get tokenColumn(): number {
    return this.token - this.tokenLineStart + 1;
  }

  /** A scanner met a control byte at `position`: the window's end (gives INCOMPLETE) or an illegal character. */
  stopped(position: number): typeof INCOMPLETE {
    if (position < this.end) {
      const hex = this.bytes[position]!.toString(16).toUpperCase().padStart(2, '0');
      this.fail('xml.wellformed', `Teken U+00${hex} mag niet in XML staan.`, position);
    }
    if (this.final) this.fail('xml.wellformed', 'Het bestand breekt af.', position);
    return this.unfinished();
  }

  /** The token goes on after the window. Fails when it is already too long. */
  unfinished(): typeof INCOMPLETE {
    if (this.end - this.token > this.limits.tokenBytes) this.tooLong();
    this.line = this.tokenLine;
    this.lineStart = this.tokenLineStart;
    return INCOMPLETE;
  }

  tooLong(): never {
    this.fail('xml.limits', `Een onderdeel is langer dan ${this.limits.tokenBytes} bytes.`, this.token);
  }

  /**
   * Judges the character from 0x80 that begins at `position`: strict UTF-8 (no overlong form, no surrogate, nothing
   * above U+10FFFF) and legal in XML. Gives its length, or 0 when the window ends inside it.
   */
  wideCharacter(position: number): number {
    const { bytes } = this;
    const lead = bytes[position]!;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4) this.notUtf8(position);
    const second = bytes[position + 1]!;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    for (let i = 1; i < length; i++) {
      if (position + i >= this.end && !this.final) return 0;
      const byte = bytes[position + i]!;
      if (i === 1 ? byte < low || byte > high : (byte & 0xc0) !== 0x80) this.notUtf8(position);
    }
    if (lead === 0xef && second === 0xbf && bytes[position + 2]! >= 0xbe) {
      this.fail('xml.wellformed', 'De tekens U+FFFE en U+FFFF mogen niet in XML staan.', position);
    }
    return length;
  }

  notUtf8(position: number): never {
    const hex = this.bytes[position]!.toString(16).toUpperCase().padStart(2, '0');
    this.fail('xml.encoding', `Byte 0x${hex} is hier geen geldig UTF-8.`, position);
  }

  /** Ends the reading, with the place of `position` (in the current token). */
  fail(code: XmlFailureCode, detail: string, position: number): never {
    let line = this.tokenLine;
    let column = this.tokenColumn;
    for (let at = this.token; at < position; at++) {
      const byte = this.bytes[at]!;
      if (byte === LF) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) column++;
    }
    throw new XmlFailure(code, detail, { line, column, path: this.path() });
  }
}
