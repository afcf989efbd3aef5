import * as b from './xml-bytes.js';
import { CLASS, TEXT_STOP, WHITE } from './xml-bytes.js';
import type { References } from './xml-reference.js';
import { INCOMPLETE, type Window } from './xml-window.js';

/** Takes character data: UTF-8 bytes, good until it returns, line ends normalised and references resolved. */
export type TextSink = (bytes: Uint8Array, from: number, to: number) => void;

const LINE_FEED = Uint8Array.of(b.LF);

/** Reads character data between markup. It is given out in pieces, so a run of text need not fit the window. */
export class TextScanner {
  private readonly encoded = new Uint8Array(4);
  private readonly whiteOnly: TextSink = (bytes, from, to) => this.refuseText(bytes, from, to);
  /** Bytes of the current run that were given out before. */
  private run = 0;

  constructor(
    private readonly window: Window,
    private readonly references: References,
    private readonly sink: TextSink,
  ) {}

  /** From `at` to the next `<`. Outside the root element (`inRoot` false) only white space may stand. */
  scan(at: number, inRoot: boolean): number {
    const { window } = this;
    const { bytes } = window;
    const sink = inRoot ? this.sink : this.whiteOnly;
    let from = at;
    let p = at;
    for (;;) {
      while ((CLASS[bytes[p]!]! & TEXT_STOP) === 0) p++;
      const byte = bytes[p]!;
      if (byte === b.LF) window.newline(p++);
      else if (byte === b.LT) {
        if (p > from) sink(bytes, from, p);
        if (this.run + p - at > window.limits.tokenBytes) window.tooLong();
        this.run = 0;
        return p;
      } else {
        const next = this.special(p, byte, inRoot);
        if (next === INCOMPLETE) return this.hold(at, from, p, sink);
        if (byte === b.AMP || byte === b.CR) {
          if (p > from) sink(bytes, from, p);
          this.replace(byte, sink);
          from = next;
        }
        p = next;
      }
    }
  }

  /** Gives out what is sure and keeps the rest, from `p`, for the next window. */
  private hold(at: number, from: number, p: number, sink: TextSink): typeof INCOMPLETE {
    const { window } = this;
    if (p > from) sink(window.bytes, from, p);
    this.run += p - at;
    if (this.run > window.limits.tokenBytes) window.tooLong();
    window.begin(p);
    return window.unfinished();
  }

  private replace(byte: number, sink: TextSink): void {
    if (byte === b.CR) sink(LINE_FEED, 0, 1);
    else sink(this.encoded, 0, b.encodeUtf8(this.references.point, this.encoded));
  }

  /** A byte that ends a plain run. Gives the position after what it begins, INCOMPLETE at the window's end. */
  private special(p: number, byte: number, inRoot: boolean): number {
    const { window } = this;
    const { bytes } = window;
    if (byte >= 0x80) {
      const length = window.wideCharacter(p);
      if (length === 0) return INCOMPLETE;
      window.wide(length - 1);
      return p + length;
    }
    if (byte === b.RBRACKET) return this.bracket(p);
    if (byte === b.AMP) {
      if (!inRoot) window.fail('xml.wellformed', 'Buiten het hoofdelement mag geen tekst staan.', p);
      window.begin(p);
      return this.references.scan(p);
    }
    if (byte === b.CR) {
      if (p + 1 === window.end && !window.final) return INCOMPLETE;
      if (bytes[p + 1] !== b.LF) return p + 1;
      window.newline(p + 1);
      return p + 2;
    }
    if (p === window.end && (!inRoot || !window.final)) return INCOMPLETE;
    return window.stopped(p);
  }

  private bracket(p: number): number {
    const { bytes, end, final } = this.window;
    if (p + 2 >= end && !final) {
      const sure = p + 1 < end && bytes[p + 1] !== b.RBRACKET;
      return sure ? p + 1 : INCOMPLETE;
    }
    if (bytes[p + 1] === b.RBRACKET && bytes[p + 2] === b.GT) {
      this.window.fail('xml.wellformed', 'De tekens ]]> mogen niet in tekst staan.', p);
    }
    return p + 1;
  }

  private refuseText(bytes: Uint8Array, from: number, to: number): void {
    for (let p = from; p < to; p++) {
      if ((CLASS[bytes[p]!]! & WHITE) === 0) {
        this.window.fail(
          'xml.wellformed',
          'Buiten het hoofdelement mag geen tekst staan.',
          this.window.token,
        );
      }
    }
  }
}
