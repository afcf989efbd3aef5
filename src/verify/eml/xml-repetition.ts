import { LF, ZERO } from './xml-bytes.js';
import type { Window } from './xml-window.js';

/** The longest element that is remembered. */
const MAX_BYTES = 1024;
const MAX_DIGITS = 9;
const HOLES = 2;

/**
 * Remembers the bytes of one element with two numbers left open, so that the next element with the same bytes but other
 * numbers is known without reading it tag by tag: the same bytes under the same bindings at the same depth mean the same
 * events, and digits for digits inside a value or a text change none of them. A result file is such an element a
 * hundred thousand times over. Whatever differs in a single byte is read the long way.
 */
export class Repetition {
  /** Of the last match: its numbers. */
  first = 0;
  second = 0;

  private readonly literal = new Uint8Array(MAX_BYTES + 8);
  private readonly literalView = new DataView(this.literal.buffer);
  /** Ends of the three parts of `literal`. */
  private readonly ends = new Int32Array(HOLES + 1);
  private reach = Infinity;
  private depth = -1;
  private version = -1;
  private lines = 0;
  /** Part that holds the last line feed, and its offset there. */
  private lastPart = 0;
  private lastOffset = 0;

  /** Of the last match: where its parts stand, and the number read last. */
  private readonly starts = new Int32Array(HOLES + 1);
  private value = 0;

  private start = 0;
  private shifts = -1;
  private readonly holes = new Int32Array(2 * HOLES);
  private found = 0;

  constructor(private readonly window: Window) {}

  /** Of the window: a text given from these bytes has positions there. */
  get bytes(): Uint8Array {
    return this.window.bytes;
  }

  /** The element that may be remembered has just been opened. */
  begin(): void {
    this.start = this.window.token;
    this.shifts = this.window.shifts;
    this.found = 0;
  }

  /** Within it, at [from, to) of the window, stands the first (0) or second (1) number: plain digits, a value's or text's own. */
  hole(which: 0 | 1, from: number, to: number): void {
    this.holes[2 * which] = from;
    this.holes[2 * which + 1] = to;
    this.found++;
  }

  /** The element ended at `end`, `depth` elements stay open. It is remembered when all of it still stands in the window. */
  learn(end: number, depth: number, version: number): void {
    const { window, start, holes } = this;
    const isWhole = this.shifts === window.shifts && this.found === HOLES && end - start <= MAX_BYTES;
    this.shifts = -1;
    if (!isWhole || holes[2]! <= holes[1]!) return;
    this.lines = 0;
    this.depth = depth;
    const isPlain =
      this.keep(0, start, holes[0]!) && this.keep(1, holes[1]!, holes[2]!) && this.keep(2, holes[3]!, end);
    this.version = isPlain ? version : -1;
    this.reach = this.ends[2]! + HOLES * MAX_DIGITS + 1;
  }

  /** Position after the element at `at` when it is like the remembered one; -1 when it must be read. */
  match(at: number, depth: number, version: number): number {
    if (depth !== this.depth || version !== this.version || at + this.reach > this.window.end) return -1;
    const { ends } = this;
    if (!this.same(at, 0, ends[0]!)) return -1;
    let p = this.digits(at + ends[0]!);
    if (p < 0 || this.window.bytes[at + ends[0]!] === ZERO) return -1;
    const first = this.value;
    this.starts[1] = p;
    if (!this.same(p, ends[0]!, ends[1]!)) return -1;
    p = this.digits(p + ends[1]! - ends[0]!);
    if (p < 0) return -1;
    if (!this.same(p, ends[1]!, ends[2]!)) return -1;
    this.first = first;
    this.second = this.value;
    this.starts[0] = at;
    this.starts[2] = p;
    return p + ends[2]! - ends[1]!;
  }

  /** Counts the line feeds of the last match. */
  countLines(): void {
    if (this.lines > 0) this.window.newlines(this.lines, this.starts[this.lastPart]! + this.lastOffset);
  }

  private digits(at: number): number {
    const { bytes } = this.window;
    let p = at;
    let value = 0;
    for (let digit = bytes[p]! - ZERO; digit >= 0 && digit <= 9; digit = bytes[++p]! - ZERO) {
      value = value * 10 + digit;
      if (p - at === MAX_DIGITS) return -1;
    }
    this.value = value;
    return p === at ? -1 : p;
  }

  private same(at: number, from: number, to: number): boolean {
    const { view } = this.window;
    const { literalView } = this;
    const shift = at - from;
    let i = from;
    for (; i + 4 <= to; i += 4) {
      if (view.getInt32(i + shift, true) !== literalView.getInt32(i, true)) return false;
    }
    for (; i < to; i++) if (this.window.bytes[i + shift] !== this.literal[i]) return false;
    return true;
  }

  /** False when a part is not plain ASCII: its columns could not be counted. */
  private keep(part: number, from: number, to: number): boolean {
    const begin = part === 0 ? 0 : this.ends[part - 1]!;
    for (let p = from; p < to; p++) {
      const byte = this.window.bytes[p]!;
      if (byte >= 0x80) return false;
      this.literal[begin + p - from] = byte;
      if (byte === LF) {
        this.lines++;
        this.lastPart = part;
        this.lastOffset = p - from;
      }
    }
    this.ends[part] = begin + to - from;
    return true;
  }
}
