import { CLASS, HASH, LOWER_X, NAME, SEMICOLON, ZERO, isXmlChar } from './xml-bytes.js';
import { INCOMPLETE, type Window } from './xml-window.js';

const FIVE: ReadonlyMap<string, number> = new Map([
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['amp', 0x26],
  ['apos', 0x27],
  ['quot', 0x22],
]);

/**
 * Reads character references and the five entities of XML 1.0 §4.6; any other entity is undeclared, for there is no
 * DOCTYPE. `point` is the code point of the last one read.
 */
export class References {
  point = 0;

  constructor(private readonly window: Window) {}

  /** `at` is the ampersand. Gives the position after the semicolon, or INCOMPLETE. */
  scan(at: number): number {
    const { bytes } = this.window;
    if (bytes[at + 1] === HASH) return bytes[at + 2] === LOWER_X ? this.hex(at) : this.decimal(at);
    let p = at + 1;
    let name = '';
    for (; CLASS[bytes[p]!]! & NAME && name.length < 5; p++) name += String.fromCharCode(bytes[p]!);
    if (bytes[p] === 0) return this.window.stopped(p);
    const point = FIVE.get(name);
    if (point === undefined || bytes[p] !== SEMICOLON) {
      this.wrong('Na & staat geen tekenverwijzing of een van de vijf vaste entiteiten.', at);
    }
    this.point = point;
    return p + 1;
  }

  private decimal(at: number): number {
    const { bytes } = this.window;
    let p = at + 2;
    let point = 0;
    for (; bytes[p]! >= ZERO && bytes[p]! <= 0x39; p++)
      point = Math.min(point * 10 + bytes[p]! - ZERO, 0x110000);
    return this.close(at, p, p - at - 2, point);
  }

  private hex(at: number): number {
    const { bytes } = this.window;
    let p = at + 3;
    let point = 0;
    for (let digit = hexDigit(bytes[p]!); digit >= 0; digit = hexDigit(bytes[++p]!)) {
      point = Math.min(point * 16 + digit, 0x110000);
    }
    return this.close(at, p, p - at - 3, point);
  }

  private close(at: number, p: number, digits: number, point: number): number {
    if (this.window.bytes[p] === 0) return this.window.stopped(p);
    if (this.window.bytes[p] !== SEMICOLON || digits === 0) {
      this.wrong('Een tekenverwijzing is onvolledig.', at);
    }
    if (!isXmlChar(point)) this.wrong('Een tekenverwijzing noemt een teken dat niet in XML mag staan.', at);
    this.point = point;
    return p + 1;
  }

  private wrong(detail: string, at: number): never {
    this.window.fail('xml.wellformed', detail, at);
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : INCOMPLETE;
}
