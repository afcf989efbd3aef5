import * as b from './xml-bytes.js';
import { CLASS, NAME, VALUE_STOP, WHITE } from './xml-bytes.js';
import { HASH_SEED, type NameTable } from './xml-names.js';
import type { Namespaces } from './xml-namespaces.js';
import type { References } from './xml-reference.js';
import { INCOMPLETE, type Window } from './xml-window.js';

/**
 * The attributes of the element that is being opened, and its place. One object serves all elements: what it says is
 * good until the handler returns. Namespace declarations are no attributes here.
 */
export class StartTag {
  /** How many attributes there are. */
  count = 0;

  private readonly name: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  /** 1 when the value as written is not yet the value: references or white space to normalise. */
  private readonly rewritten: Uint8Array;
  private readonly seen: Float64Array;
  private readonly seenExpanded: number[] = [];
  private tags = 0;

  constructor(
    private readonly window: Window,
    private readonly names: NameTable,
    private readonly namespaces: Namespaces,
    private readonly references: References,
  ) {
    const { attributes, names: distinct } = window.limits;
    this.name = new Int32Array(attributes);
    this.from = new Int32Array(attributes);
    this.to = new Int32Array(attributes);
    this.rewritten = new Uint8Array(attributes);
    this.seen = new Float64Array(distinct);
  }

  get line(): number {
    return this.window.tokenLineNumber;
  }

  get column(): number {
    return this.window.tokenColumn;
  }

  /** The number of the attribute with this expanded name, or -1. */
  find(name: number): number {
    for (let i = 0; i < this.count; i++) if (this.name[i] === name) return i;
    return -1;
  }

  /** The expanded name of an attribute. */
  nameOf(attribute: number): number {
    return this.name[attribute]!;
  }

  /** The value of an attribute, references resolved and white space normalised (XML 1.0 §3.3.3, CDATA). */
  value(attribute: number): string {
    const from = this.from[attribute]!;
    const to = this.to[attribute]!;
    if (this.rewritten[attribute] === 0) return b.decodeUtf8(this.window.bytes, from, to) ?? '';
    return this.normalised(from, to);
  }

  /** The value as a whole number of 1 to 9 digits; -1 when it is written in any other way. */
  digits(attribute: number): number {
    const { bytes } = this.window;
    const to = this.to[attribute]!;
    let p = this.from[attribute]!;
    if (p === to || to - p > 9) return -1;
    let number = 0;
    for (; p < to; p++) {
      const digit = bytes[p]! - b.ZERO;
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    return number;
  }

  /** Where in the window the value stands, as written. */
  valueStart(attribute: number): number {
    return this.from[attribute]!;
  }

  /** Position after the value. */
  valueEnd(attribute: number): number {
    return this.to[attribute]!;
  }

  /** Does the value begin with a zero? */
  startsWithZero(attribute: number): boolean {
    return this.window.bytes[this.from[attribute]!] === b.ZERO;
  }

  /** Reads the attributes from after the element's name. Gives the position of `>` or `/`, or INCOMPLETE. */
  scan(at: number): number {
    const { bytes } = this.window;
    this.tags++;
    let p = at;
    for (;;) {
      const gap = p;
      while (CLASS[bytes[p]!]! & WHITE) {
        if (bytes[p] === b.LF) this.window.newline(p);
        p++;
      }
      const byte = bytes[p]!;
      if (byte === b.GT || byte === b.SLASH) return p;
      if (byte < b.SPACE) return this.window.stopped(p);
      if (p === gap) this.wrong('Hier hoort witruimte of het eind van de tag te staan.', p);
      p = this.attribute(p);
      if (p === INCOMPLETE) return p;
    }
  }

  /** Resolves namespaces, after the whole tag was read: a declaration also holds for what stands before it. */
  resolve(): void {
    this.declareAll();
    for (let i = 0; i < this.count; i++) {
      const name = this.namespaces.attribute(this.name[i]!);
      if (this.seenExpanded[name] === this.tags) {
        this.wrong('Een attribuut staat twee keer in één tag.', this.from[i]!);
      }
      this.seenExpanded[name] = this.tags;
      this.name[i] = name;
    }
  }

  private declareAll(): void {
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const name = this.name[i]!;
      if (this.namespaces.isDeclaration(name)) {
        this.namespaces.declare(name, this.value(i), this.from[i]!);
        continue;
      }
      this.name[kept] = name;
      this.from[kept] = this.from[i]!;
      this.to[kept] = this.to[i]!;
      this.rewritten[kept] = this.rewritten[i]!;
      kept++;
    }
    this.count = kept;
  }

  private attribute(at: number): number {
    const { bytes, limits } = this.window;
    let p = at;
    let hash = HASH_SEED;
    for (; CLASS[bytes[p]!]! & NAME; p++) hash = Math.imul(hash ^ bytes[p]!, 0x01000193);
    if (bytes[p] === 0) return this.window.stopped(p);
    if (p === at) this.wrong('Hier hoort de naam van een attribuut te staan.', p);
    const name = this.names.intern(at, p, hash);
    this.window.wide(this.names.wide[name]!);
    p = this.skipWhite(p);
    if (bytes[p] === 0) return this.window.stopped(p);
    if (bytes[p] !== b.EQUALS) this.wrong('Na de naam van een attribuut hoort = te staan.', p);
    p = this.skipWhite(p + 1);
    if (bytes[p] === 0) return this.window.stopped(p);
    const quote = bytes[p]!;
    if (quote !== b.QUOTE && quote !== b.APOSTROPHE)
      this.wrong('Een waarde hoort tussen aanhalingstekens.', p);
    if (this.seen[name] === this.tags) this.wrong('Een attribuut staat twee keer in één tag.', at);
    this.seen[name] = this.tags;
    if (this.count === limits.attributes) {
      this.window.fail('xml.limits', `Een element heeft meer dan ${limits.attributes} attributen.`, at);
    }
    this.name[this.count] = name;
    return this.quoted(p + 1, quote);
  }

  private quoted(at: number, quote: number): number {
    const { bytes, limits } = this.window;
    let p = at;
    let rewritten = 0;
    for (;;) {
      while ((CLASS[bytes[p]!]! & VALUE_STOP) === 0) p++;
      const byte = bytes[p]!;
      if (byte === quote) break;
      const next = this.special(p, byte);
      if (next === INCOMPLETE) return INCOMPLETE;
      if (byte < 0x27) rewritten |= byte === b.QUOTE ? 0 : 1;
      p = next;
    }
    if (p - at > limits.attributeBytes) {
      this.window.fail('xml.limits', `Een attribuut is langer dan ${limits.attributeBytes} bytes.`, at);
    }
    const i = this.count++;
    this.from[i] = at;
    this.to[i] = p;
    this.rewritten[i] = rewritten;
    return p + 1;
  }

  /** A byte that ends a plain run of a value, but not the value. Gives the position after what it begins. */
  private special(p: number, byte: number): number {
    if (byte === b.QUOTE || byte === b.APOSTROPHE) return p + 1;
    if (byte === b.AMP) return this.references.scan(p);
    if (byte === b.LT) this.wrong('Een < mag niet in de waarde van een attribuut staan.', p);
    if (byte >= 0x80) {
      const length = this.window.wideCharacter(p);
      if (length === 0) return this.window.unfinished();
      this.window.wide(length - 1);
      return p + length;
    }
    if ((CLASS[byte]! & WHITE) === 0) return this.window.stopped(p);
    if (byte === b.LF) this.window.newline(p);
    return p + 1;
  }

  private skipWhite(at: number): number {
    const { bytes } = this.window;
    let p = at;
    for (; CLASS[bytes[p]!]! & WHITE; p++) if (bytes[p] === b.LF) this.window.newline(p);
    return p;
  }

  private normalised(from: number, to: number): string {
    const { bytes } = this.window;
    let value = '';
    let run = from;
    for (let p = from; p < to;) {
      const byte = bytes[p]!;
      if (byte >= b.SPACE && byte !== b.AMP) {
        p++;
        continue;
      }
      value += b.decodeUtf8(bytes, run, p) ?? '';
      if (byte === b.AMP) {
        p = this.references.scan(p);
        value += String.fromCodePoint(this.references.point);
      } else {
        value += ' ';
        p += byte === b.CR && bytes[p + 1] === b.LF ? 2 : 1;
      }
      run = p;
    }
    return value + (b.decodeUtf8(bytes, run, to) ?? '');
  }

  private wrong(detail: string, at: number): never {
    this.window.fail('xml.wellformed', detail, at);
  }
}
