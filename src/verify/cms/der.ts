/** Tags of DER (X.690) that the formats here use, as the identifier byte. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context1: 0xa1,
  context3: 0xa3,
  context4: 0xa4,
} as const;

/** One value of a DER encoding. */
export interface DerNode {
  /** The identifier byte: class, constructed or not, number. */
  readonly tag: number;
  /** Identifier, length and content, as written. */
  readonly raw: Buffer;
  readonly content: Buffer;
  /** Values inside a constructed one; empty for a primitive one. */
  readonly children: readonly DerNode[];
}

const NONE: ReadonlySet<number> = new Set();
/** Types of certificates of others: ENUMERATED, NumericString, TeletexString, VisibleString and BMPString. */
export const FURTHER_TYPES: ReadonlySet<number> = new Set([0x0a, 0x12, 0x14, 0x1a, 0x1e]);

/** Values inside values. A CAdES-B signature by OpenSSL has 17 levels, with every option of both profiles 20. */
const MAX_DEPTH = 40;

/** Thrown when a bound is hit, so that it is told by name; never leaves src/verify/cms. */
export class DerLimit extends Error {
  override readonly name = 'DerLimit';
}

/**
 * Reads bytes that must be exactly one DER value: definite lengths in the fewest bytes, canonical booleans, integers,
 * object identifiers, bit strings, texts and times, SET OF in order, nothing after it. Null when they are anything else
 * (BER counts as anything else). What it gives encodes back to the same bytes. Throws DerLimit when it is nested deeper than
 * any file of the formats here. `further`: types that may stand in it besides those of TAG.
 */
export function readDer(bytes: Uint8Array, further: ReadonlySet<number> = NONE): DerNode | null {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const node = readNode(input, 0, 0, further);
  return node !== null && node.raw.length === input.length && encodeDer(node).equals(input) ? node : null;
}

/** Encodes a value anew, from its content only. */
export function encodeDer(node: DerNode): Buffer {
  const constructed = (node.tag & 0x20) !== 0;
  const content = constructed ? Buffer.concat(node.children.map(encodeDer)) : node.content;
  return Buffer.concat([Buffer.from([node.tag]), derLength(content.length), content]);
}

/** A length in the fewest bytes. */
export function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const digits = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

/** An object identifier with dots. The node must be one. */
export function dotted(node: DerNode): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of node.content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      if (arcs.length === 0) {
        const first = Math.min(2, Math.floor(value / 40));
        arcs.push(first, value - 40 * first);
      } else arcs.push(value);
      value = 0;
    }
  }
  return arcs.join('.');
}

function readNode(input: Buffer, at: number, depth: number, further: ReadonlySet<number>): DerNode | null {
  const tag = input[at];
  const length = readLength(input, at + 1);
  if (depth > MAX_DEPTH) throw new DerLimit(`het is meer dan ${String(MAX_DEPTH)} lagen diep`);
  if (tag === undefined || length === null) return null;
  const end = length.next + length.value;
  if (end > input.length || (tag & 0x1f) === 0x1f) return null;
  const content = input.subarray(length.next, end);
  const children = (tag & 0x20) !== 0 ? readChildren(content, depth, further) : [];
  if (children === null || !(isCanonical(tag, content, children) || further.has(tag))) return null;
  return { tag, raw: input.subarray(at, end), content, children };
}

function readLength(input: Buffer, at: number): { value: number; next: number } | null {
  const first = input[at];
  if (first === undefined || first === 0x80 || first > 0x83) return null;
  if (first < 0x80) return { value: first, next: at + 1 };
  const count = first & 0x7f;
  if (at + 1 + count > input.length) return null;
  const value = input.readUIntBE(at + 1, count);
  const minimal = value >= 0x80 && value >= 256 ** (count - 1);
  return minimal ? { value, next: at + 1 + count } : null;
}

function readChildren(content: Buffer, depth: number, further: ReadonlySet<number>): DerNode[] | null {
  const children: DerNode[] = [];
  for (let at = 0; at < content.length;) {
    const child = readNode(content, at, depth + 1, further);
    if (child === null) return null;
    children.push(child);
    at += child.raw.length;
  }
  return children;
}

const TIMES = {
  [TAG.utcTime]: /^\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/,
  [TAG.generalizedTime]: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/,
} as const;

function isCanonical(tag: number, content: Buffer, children: readonly DerNode[]): boolean {
  if (tag >= 0x40) return true;
  switch (tag) {
    case TAG.boolean:
      return content.length === 1 && (content[0] === 0 || content[0] === 0xff);
    case TAG.integer:
      return isInteger(content);
    case TAG.bitString:
      return isBitString(content);
    case TAG.null:
      return content.length === 0;
    case TAG.oid:
      return isOid(content);
    case TAG.utf8String:
      return Buffer.from(content.toString('utf8'), 'utf8').equals(content);
    case TAG.printableString:
      return /^[A-Za-z0-9 '()+,./:=?-]*$/.test(content.toString('latin1'));
    case TAG.ia5String:
      return content.every((byte) => byte < 0x80);
    case TAG.utcTime:
    case TAG.generalizedTime:
      return TIMES[tag].test(content.toString('latin1'));
    case TAG.set:
      return children.every((child, i) => i === 0 || Buffer.compare(children[i - 1]!.raw, child.raw) <= 0);
    default:
      return tag === TAG.octetString || tag === TAG.sequence;
  }
}

function isInteger(content: Buffer): boolean {
  const [first, second] = content;
  if (first === undefined) return false;
  if (second === undefined) return true;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
}

function isBitString(content: Buffer): boolean {
  const unused = content[0];
  if (unused === undefined || unused > 7) return false;
  if (content.length === 1) return unused === 0;
  return (content.at(-1)! & ((1 << unused) - 1)) === 0;
}

function isOid(content: Buffer): boolean {
  if (content.length === 0 || content.length > 32 || (content.at(-1)! & 0x80) !== 0) return false;
  return content.every((byte, i) => byte !== 0x80 || (i > 0 && (content[i - 1]! & 0x80) !== 0));
}
