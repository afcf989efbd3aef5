import * as b from './xml-bytes.js';
import { BODY_STOP, CLASS, WHITE, decodeUtf8 } from './xml-bytes.js';
import { NCNAME } from './xml-names.js';
import type { TextSink } from './xml-text.js';
import { INCOMPLETE, type Window } from './xml-window.js';

const COMMENT = Uint8Array.from('<!--', (c) => c.charCodeAt(0));
const CDATA = Uint8Array.from('<![CDATA[', (c) => c.charCodeAt(0));
const DOCTYPE = Uint8Array.from('<!DOCTYPE', (c) => c.charCodeAt(0));
const LINE_FEED = Uint8Array.of(b.LF);

/** XML 1.0 §2.8, production 23, as it may stand in a file accepted here. */
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"([^"<&]*)"|'([^'<&]*)')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;
/** Reads what is neither a tag nor text: the declaration, comments, processing instructions and CDATA sections. */
export class MarkupScanner {
  constructor(
    private readonly window: Window,
    private readonly sink: TextSink,
  ) {}

  /** `at` is a `<` with `!` or `?` after it, or with something that begins no markup at all. */
  scan(at: number, inRoot: boolean, atStart: boolean): number {
    const { window } = this;
    const second = window.bytes[at + 1];
    if (second === b.QUESTION) return this.instruction(at, atStart);
    if (second === 0) return window.stopped(at + 1);
    if (second !== b.BANG) this.wrong('Na < hoort een naam te staan.', at);
    const third = window.bytes[at + 2];
    if (third === b.HYPHEN)
      return this.opens(at, COMMENT) ? this.comment(at) : this.unfinishedOr(at, COMMENT);
    if (third === b.LBRACKET && inRoot) {
      return this.opens(at, CDATA) ? this.cdata(at) : this.unfinishedOr(at, CDATA);
    }
    if (this.opens(at, DOCTYPE)) {
      window.fail('xml.doctype', 'Het bestand heeft een DOCTYPE; dat is niet toegestaan.', at);
    }
    return this.unfinishedOr(at, DOCTYPE);
  }

  private opens(at: number, literal: Uint8Array): boolean {
    return literal.every((byte, i) => this.window.bytes[at + i] === byte);
  }

  private unfinishedOr(at: number, literal: Uint8Array): number {
    const { bytes } = this.window;
    let p = at;
    while (bytes[p] === literal[p - at]) p++;
    if (bytes[p] === 0) return this.window.stopped(p);
    return this.wrong('Na <! hoort een commentaar of een CDATA-deel te staan.', at);
  }

  /** Skips body characters until one of `-`, `?` or `]`: gives its position, or INCOMPLETE. */
  private body(from: number): number {
    const { window } = this;
    const { bytes } = window;
    let p = from;
    for (;;) {
      while ((CLASS[bytes[p]!]! & BODY_STOP) === 0) p++;
      const byte = bytes[p]!;
      if (byte >= 0x80) {
        const length = window.wideCharacter(p);
        if (length === 0) return window.unfinished();
        window.wide(length - 1);
        p += length;
      } else if (byte === b.LF) window.newline(p++);
      else if (byte === b.CR) p++;
      else if (byte < b.SPACE) return window.stopped(p);
      else return p;
    }
  }

  private comment(at: number): number {
    const { bytes } = this.window;
    let p = at + COMMENT.length;
    for (;;) {
      p = this.body(p);
      if (p === INCOMPLETE) return p;
      if (bytes[p] === b.HYPHEN && bytes[p + 1] === b.HYPHEN) {
        if (bytes[p + 2] === b.GT) return p + 3;
        if (bytes[p + 2] === 0) return this.window.stopped(p + 2);
        this.wrong('In een commentaar mag geen -- staan.', p);
      }
      p++;
    }
  }

  private instruction(at: number, atStart: boolean): number {
    const { bytes } = this.window;
    let p = at + 2;
    for (;;) {
      p = this.body(p);
      if (p === INCOMPLETE) return p;
      if (bytes[p] === b.QUESTION && bytes[p + 1] === b.GT) break;
      p++;
    }
    this.judgeTarget(at, p, atStart);
    return p + 2;
  }

  private judgeTarget(at: number, close: number, atStart: boolean): void {
    const { bytes } = this.window;
    let p = at + 2;
    while (p < close && (CLASS[bytes[p]!]! & WHITE) === 0) p++;
    if (p - at > this.window.limits.nameBytes) this.window.tooLong();
    const target = decodeUtf8(bytes, at + 2, p) ?? '';
    if (target === 'xml' && atStart) return this.declaration(at, close + 2);
    if (target.toLowerCase() === 'xml' || !NCNAME.test(target)) {
      this.wrong('Een verwerkingsinstructie heeft geen geldige naam.', at);
    }
  }

  private declaration(at: number, to: number): void {
    const { window } = this;
    const parts = DECLARATION.exec(decodeUtf8(window.bytes, at, to) ?? '');
    if (parts === null) this.wrong('De XML-declaratie is niet goed gevormd.', at);
    if ((parts[1] ?? parts[2]) !== '1.0') this.wrong('Alleen XML 1.0 is toegestaan.', at);
    const encoding = parts[3] ?? parts[4];
    if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
      window.fail(
        'xml.encoding',
        `Het bestand zegt ${encoding.slice(0, 40)} te zijn in plaats van UTF-8.`,
        at,
      );
    }
  }

  private cdata(at: number): number {
    const { bytes, limits } = this.window;
    const from = at + CDATA.length;
    let p = from;
    for (;;) {
      p = this.body(p);
      if (p === INCOMPLETE) return p;
      if (bytes[p] === b.RBRACKET && bytes[p + 1] === b.RBRACKET && bytes[p + 2] === b.GT) break;
      p++;
    }
    if (p - from > limits.tokenBytes) this.window.tooLong();
    this.give(from, p);
    return p + 3;
  }

  private give(from: number, to: number): void {
    const { bytes } = this.window;
    let run = from;
    for (let p = from; p < to; p++) {
      if (bytes[p] !== b.CR) continue;
      if (p > run) this.sink(bytes, run, p);
      run = p + 1;
      if (bytes[p + 1] !== b.LF) this.sink(LINE_FEED, 0, 1);
    }
    if (to > run) this.sink(bytes, run, to);
  }

  private wrong(detail: string, at: number): never {
    this.window.fail('xml.wellformed', detail, at);
  }
}
