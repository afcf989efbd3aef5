import * as b from './xml-bytes.js';
import { CLASS, NAME, NAME_START, WHITE } from './xml-bytes.js';
import { XML_LIMITS, type XmlLimits } from './xml-failure.js';
import { MarkupScanner } from './xml-markup.js';
import { HASH_SEED, NameTable } from './xml-names.js';
import { type ExpandedName, Namespaces } from './xml-namespaces.js';
import { References } from './xml-reference.js';
import { StartTag } from './xml-start-tag.js';
import { TextScanner } from './xml-text.js';
import { Repetition } from './xml-repetition.js';
import { INCOMPLETE, Window } from './xml-window.js';

/** Takes what a reader reads. Names are numbers: their place in the known names, or a number of their own after those. */
export interface XmlHandler {
  /** `tag` is good until this returns. */
  start(name: number, tag: StartTag): void;
  /** Character data, in one or more pieces of UTF-8; good until this returns. */
  text(bytes: Uint8Array, from: number, to: number): void;
  end(name: number): void;
  /**
   * Another element like the one last remembered (see Repetition) stands here, with these numbers. False: read it the
   * long way.
   */
  again?(first: number, second: number, line: number, column: number): boolean;
}

export interface XmlReaderOptions {
  /** Expanded names that the handler knows; their numbers are their places here. */
  readonly known?: readonly ExpandedName[];
  readonly limits?: XmlLimits;
  /** Bytes scanned at a time: at least two tokens. */
  readonly window?: number;
}

const WINDOW_BYTES = 256 * 1024;

/**
 * Reads XML 1.0 (fifth edition) with Namespaces in XML 1.0 (third edition) from bytes that come in parts of any size.
 * Stricter than both where a result file has no need of more: UTF-8 only, no DOCTYPE, no entities but the five. Checks
 * well-formedness and bounds and nothing else; memory is one window whatever the file. Throws XmlFailure.
 */
export class XmlReader {
  /** For the handler to have an element remembered. */
  readonly repetition: Repetition;
  private readonly window: Window;
  private readonly names: NameTable;
  private readonly namespaces: Namespaces;
  private readonly tag: StartTag;
  private readonly textScanner: TextScanner;
  private readonly markup: MarkupScanner;
  /** Of each open element: its name as written, its expanded name and the bindings before it. */
  private readonly open: Int32Array;
  private readonly openName: Int32Array;
  private readonly openMark: Int32Array;
  private depth = 0;
  private tokenEnd = 0;
  private begun = false;
  /** Nothing was read yet but perhaps a byte order mark: here an XML declaration may stand. */
  private opening = true;
  private rooted = false;

  constructor(
    private readonly handler: XmlHandler,
    {
      known = [],
      limits = XML_LIMITS,
      window = Math.max(WINDOW_BYTES, 2 * limits.tokenBytes),
    }: XmlReaderOptions = {},
  ) {
    this.window = new Window(window, limits);
    this.window.path = () => this.path();
    this.names = new NameTable(this.window);
    this.namespaces = new Namespaces(this.window, this.names, known);
    this.repetition = new Repetition(this.window);
    const references = new References(this.window);
    this.tag = new StartTag(this.window, this.names, this.namespaces, references);
    const sink = handler.text.bind(handler);
    this.textScanner = new TextScanner(this.window, references, sink);
    this.markup = new MarkupScanner(this.window, sink);
    this.open = new Int32Array(limits.depth);
    this.openName = new Int32Array(limits.depth);
    this.openMark = new Int32Array(limits.depth);
  }

  /** The expanded name behind a number that the handler was given. */
  expandedName(name: number): ExpandedName {
    return this.namespaces.expanded[name]!;
  }

  /** The next bytes; they may be reused afterwards. */
  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length;) {
      from += this.window.fill(chunk, from);
      if (this.window.full) this.read();
    }
  }

  /** After the last byte: the document must be complete. */
  end(): void {
    const { window } = this;
    window.final = true;
    this.read();
    if (!this.rooted || this.depth > 0) {
      window.fail('xml.wellformed', 'Het bestand breekt af.', window.end);
    }
  }

  private read(): void {
    const { window } = this;
    const { bytes, limits } = window;
    let at = this.begun ? window.token : this.start();
    for (;;) {
      window.begin(at);
      let next: number;
      if (bytes[at] === b.LT) {
        next = this.markupAt(at);
        if (next - at > limits.tokenBytes) window.tooLong();
      } else {
        if (at < window.end) this.opening = false;
        next = this.textScanner.scan(at, this.depth > 0);
      }
      if (next === INCOMPLETE) break;
      this.opening = false;
      at = next;
    }
    window.shift();
  }

  /** The element that ends here is remembered. To be called by the handler, at its end. */
  remember(): void {
    this.repetition.learn(this.tokenEnd, this.depth, this.namespaces.version);
  }

  private markupAt(at: number): number {
    const like = this.repetition.match(at, this.depth, this.namespaces.version);
    if (like > 0 && this.repeated()) return like;
    const second = this.window.bytes[at + 1]!;
    if (CLASS[second]! & NAME_START) return this.startTag(at);
    if (second === b.SLASH) return this.endTag(at);
    return this.markup.scan(at, this.depth > 0, this.opening);
  }

  /** Skips a byte order mark; refuses one of another encoding, and the first character of a document in UTF-16 or 32. */
  private start(): number {
    this.begun = true;
    const { window } = this;
    const [first, second, third] = window.bytes;
    if (first === 0xef && second === 0xbb && third === 0xbf) return window.skipMark(3);
    const other = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
    if (other || (first === 0 && window.end > 0) || (second === 0 && window.end > 1)) {
      window.fail('xml.encoding', 'Het bestand is geen UTF-8 maar een andere codering.', 0);
    }
    return 0;
  }

  private repeated(): boolean {
    const { repetition, window } = this;
    const { first, second } = repetition;
    if (!this.handler.again!(first, second, window.tokenLineNumber, window.tokenColumn)) return false;
    repetition.countLines();
    return true;
  }

  private startTag(at: number): number {
    const { window, tag } = this;
    const { bytes } = window;
    let p = at + 1;
    let hash = HASH_SEED;
    let byte = bytes[p]!;
    do {
      hash = Math.imul(hash ^ byte, 0x01000193);
      byte = bytes[++p]!;
    } while (CLASS[byte]! & NAME);
    if (byte === 0) return window.stopped(p);
    const name = this.names.intern(at + 1, p, hash);
    window.wide(this.names.wide[name]!);
    tag.count = 0;
    if (byte !== b.GT) {
      p = tag.scan(p);
      if (p === INCOMPLETE) return p;
      byte = bytes[p]!;
    }
    const empty = byte === b.SLASH;
    if (empty && bytes[++p] !== b.GT) {
      if (bytes[p] === 0) return window.stopped(p);
      window.fail('xml.wellformed', 'Na / hoort > te staan.', p);
    }
    this.tokenEnd = p + 1;
    this.openElement(name);
    if (empty) this.closeElement();
    return p + 1;
  }

  private openElement(name: number): void {
    const { window, namespaces, tag } = this;
    if (this.depth === window.limits.depth) {
      window.fail('xml.limits', `Elementen staan meer dan ${this.depth} diep in elkaar.`, window.token);
    }
    if (this.depth === 0 && this.rooted) {
      window.fail('xml.wellformed', 'Er staat meer dan één hoofdelement.', window.token);
    }
    this.rooted = true;
    const { depth } = this;
    this.openMark[depth] = namespaces.mark;
    if (tag.count > 0) tag.resolve();
    const expanded = namespaces.element(name);
    this.open[depth] = name;
    this.openName[depth] = expanded;
    this.depth = depth + 1;
    this.handler.start(expanded, tag);
  }

  private closeElement(): void {
    const depth = --this.depth;
    this.handler.end(this.openName[depth]!);
    this.namespaces.leave(this.openMark[depth]!);
  }

  private endTag(at: number): number {
    const { window, names } = this;
    const { bytes } = window;
    if (this.depth === 0) window.fail('xml.wellformed', 'Er is geen element om af te sluiten.', at);
    const name = this.open[this.depth - 1]!;
    let p = at + 2 + names.length[name]!;
    if (!names.matches(name, at + 2, names.length[name]!)) return this.wrongEnd(at, name);
    window.wide(names.wide[name]!);
    if (bytes[p] !== b.GT) {
      for (; CLASS[bytes[p]!]! & WHITE; p++) if (bytes[p] === b.LF) window.newline(p);
      if (bytes[p] === 0) return window.stopped(p);
      if (bytes[p] !== b.GT) return this.wrongEnd(at, name);
    }
    this.tokenEnd = p + 1;
    this.closeElement();
    return p + 1;
  }

  /** The end tag is not that of the open element, or the window ends inside it. */
  private wrongEnd(at: number, name: number): number {
    const { window, names } = this;
    const start = names.start[name]!;
    let p = at + 2;
    for (let i = 0; i < names.length[name]! && window.bytes[p] === names.pool[start + i]; i++) p++;
    if (window.bytes[p] === 0) return window.stopped(p);
    return window.fail('xml.wellformed', `Hier hoort </${names.text[name]}> te staan.`, at);
  }

  private path(): string {
    return Array.from(this.open.subarray(0, this.depth), (name) => this.names.text[name]).join('/');
  }
}
