import { decodeUtf8 } from './xml-bytes.js';

/** The longest text of one element that is kept. Real ones stay under 200 bytes. */
export const LEAF_BYTES = 4096;
/** Votes of one number: 9 digits, beyond any Dutch election, so that sums over a file stay exact. */
export const MAX_VOTES = 999_999_999;

/** White space as XML Schema collapses it. Linear in the text, whatever it holds. */
export function collapse(text: string): string {
  if (!/^ | $| {2}|[\t\r\n]/.test(text)) return text;
  return text
    .split(/[ \t\r\n]/)
    .filter((word) => word !== '')
    .join(' ');
}

/** Gathers the text of the one leaf element that is open. */
export class Leaf {
  private readonly bytes = new Uint8Array(LEAF_BYTES);
  private length = 0;
  private pieces = 0;
  /** Where the last piece was given, and where in the whole text the last number stood. */
  private source: Uint8Array | null = null;
  private sourceStart = 0;
  private digitsFrom = 0;
  private digitsTo = 0;
  /** Text was longer than is kept, or an element stood inside. */
  spoiled = false;

  reset(): void {
    this.length = 0;
    this.pieces = 0;
    this.spoiled = false;
  }

  add(bytes: Uint8Array, from: number, to: number): void {
    this.pieces++;
    this.source = bytes;
    this.sourceStart = from;
    const length = to - from;
    if (this.length + length > LEAF_BYTES) {
      this.spoiled = true;
      return;
    }
    if (length < 16) for (let i = 0; i < length; i++) this.bytes[this.length + i] = bytes[from + i]!;
    else this.bytes.set(bytes.subarray(from, to), this.length);
    this.length += length;
  }

  /** Did all of it come in one piece, of the reader's window? Then `digitsStart` and `digitsEnd` are positions there. */
  isWholeIn(window: Uint8Array): boolean {
    return this.pieces === 1 && this.source === window;
  }

  /** Position of the first digit of the last number. */
  get digitsStart(): number {
    return this.sourceStart + this.digitsFrom;
  }

  /** Position after its last digit. */
  get digitsEnd(): number {
    return this.sourceStart + this.digitsTo;
  }

  /** The text, white space collapsed. */
  text(): string {
    return collapse(decodeUtf8(this.bytes, 0, this.length) ?? '');
  }

  /**
   * The text as a whole number from 0 to 999 999 999: digits with white space around them, leading zeros allowed (as
   * xs:nonNegativeInteger; a sign is not). Null when it is anything else.
   */
  number(): number | null {
    const { bytes } = this;
    let from = 0;
    let to = this.length;
    while (from < to && isWhite(bytes[from]!)) from++;
    while (to > from && isWhite(bytes[to - 1]!)) to--;
    if (from === to || this.spoiled) return null;
    this.digitsFrom = from;
    this.digitsTo = to;
    let number = 0;
    for (let i = from; i < to; i++) {
      const digit = bytes[i]! - 0x30;
      if (digit < 0 || digit > 9) return null;
      number = number * 10 + digit;
      if (number > MAX_VOTES) return null;
    }
    return number;
  }
}

function isWhite(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
