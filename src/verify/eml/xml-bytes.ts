const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const AMP = 0x26;
export const APOSTROPHE = 0x27;
export const HYPHEN = 0x2d;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const SEMICOLON = 0x3b;
export const LT = 0x3c;
export const EQUALS = 0x3d;
export const GT = 0x3e;
export const QUESTION = 0x3f;
export const LBRACKET = 0x5b;
export const RBRACKET = 0x5d;
export const LOWER_X = 0x78;

/** A byte that can stand in a name. Bytes from 0x80 are taken along here and judged when the name is new. */
export const NAME = 1;
/** A byte that can begin a name, judged likewise. */
export const NAME_START = 2;
/** Space, tab, carriage return, line feed. */
export const WHITE = 4;
/** Stops a run of plain character data: markup, `&`, `]`, line ends, controls, and bytes that must be decoded. */
export const TEXT_STOP = 8;
/** Stops a run of a plain attribute value: quotes, `<`, `&`, white space but a space, controls, from 0x80. */
export const VALUE_STOP = 16;
/** Stops a run inside a comment, instruction or CDATA section: their ends, line feed, controls, from 0x80. */
export const BODY_STOP = 32;

/** What each byte may be: the sum of the classes above. */
export const CLASS = /* @__PURE__ */ classes();

function classes(): Uint8Array {
  const table = new Uint8Array(256);
  const add = (mark: number, from: number, to = from): void => {
    for (let byte = from; byte <= to; byte++) table[byte] = table[byte]! | mark;
  };
  for (const first of ['A', 'Z', 'a', 'z', '_', ':']) add(NAME | NAME_START, first.charCodeAt(0));
  add(NAME | NAME_START, 0x41, 0x5a);
  add(NAME | NAME_START, 0x61, 0x7a);
  for (const further of ['-', '.']) add(NAME, further.charCodeAt(0));
  add(NAME, 0x30, 0x39);
  for (const white of [TAB, LF, CR, SPACE]) add(WHITE, white);
  for (const mark of [TEXT_STOP, VALUE_STOP, BODY_STOP]) {
    add(mark, 0x00, 0x1f);
  }
  table[TAB] = table[TAB]! & ~(TEXT_STOP | BODY_STOP);
  for (const stop of [LT, AMP, RBRACKET]) add(TEXT_STOP, stop);
  for (const stop of [LT, AMP, QUOTE, APOSTROPHE]) add(VALUE_STOP, stop);
  for (const stop of [HYPHEN, QUESTION, RBRACKET]) add(BODY_STOP, stop);
  add(NAME | NAME_START | TEXT_STOP | VALUE_STOP | BODY_STOP, 0x80, 0xff);
  return table;
}

/** The production Char of XML 1.0: what may stand in a document, written or as a character reference. */
export function isXmlChar(point: number): boolean {
  if (point < 0x20) return point === TAB || point === LF || point === CR;
  return point <= 0xd7ff || (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff);
}

/** Writes a code point as UTF-8 at the start of `into` (4 bytes) and gives the number of bytes. */
export function encodeUtf8(point: number, into: Uint8Array): number {
  if (point < 0x80) {
    into[0] = point;
    return 1;
  }
  const length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  let rest = point;
  for (let i = length - 1; i > 0; i--) {
    into[i] = 0x80 | (rest & 0x3f);
    rest >>= 6;
  }
  into[0] = (length === 2 ? 0xc0 : length === 3 ? 0xe0 : 0xf0) | rest;
  return length;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as a string; null when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    return null;
  }
}
