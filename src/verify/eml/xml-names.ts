import { randomInt } from 'node:crypto';
import { decodeUtf8 } from './xml-bytes.js';
import type { Window } from './xml-window.js';

/** XML 1.0, fifth edition, productions 4 and 4a without the colon: the NCName of Namespaces in XML. */
const NC_START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const NC_NAME = `[${NC_START}][\\u0300-\\u036F\\u203F-\\u2040\\u00B7${NC_START}.0-9-]*`;
/** A name without a colon, whole. */
export const NCNAME = new RegExp(`^${NC_NAME}$`, 'u');
const QNAME = new RegExp(`^(?:(${NC_NAME}):)?(${NC_NAME})$`, 'u');

/** Seed of the hash, so that nobody can prepare names that collide. */
export const HASH_SEED = randomInt(2 ** 31);

export const PREFIX_NONE = 0;
export const PREFIX_XML = 1;
export const PREFIX_XMLNS = 2;

/**
 * The qualified names of one file, each a small number from its bytes on: a name already seen costs a hash and a
 * comparison, no string. A name is judged (production Name, at most one colon) when it is new. The number of names is
 * capped, which bounds the table and the worst chain of collisions.
 */
export class NameTable {
  /** Of each name: its prefix and local part as numbers, and its bytes in `pool`. */
  readonly prefix: Int32Array;
  readonly local: Int32Array;
  readonly start: Int32Array;
  readonly length: Int32Array;
  /** Bytes of the name beyond its characters. */
  readonly wide: Int32Array;
  pool = new Uint8Array(4096);
  readonly text: string[] = [];
  readonly prefixes: string[] = ['', 'xml', 'xmlns'];
  readonly locals: string[] = [];

  private readonly hashes: Int32Array;
  private readonly slots: Int32Array;
  private readonly mask: number;
  private used = 0;
  private readonly prefixIds = new Map<string, number>([
    ['', PREFIX_NONE],
    ['xml', PREFIX_XML],
    ['xmlns', PREFIX_XMLNS],
  ]);
  private readonly localIds = new Map<string, number>();

  constructor(private readonly window: Window) {
    const names = window.limits.names;
    this.prefix = new Int32Array(names);
    this.local = new Int32Array(names);
    this.start = new Int32Array(names);
    this.length = new Int32Array(names);
    this.wide = new Int32Array(names);
    this.hashes = new Int32Array(names);
    this.mask = 2 ** Math.ceil(Math.log2(names * 4)) - 1;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
  }

  /** The number of the name at [from, to) with this hash. Fails when it is no qualified name. */
  intern(from: number, to: number, hash: number): number {
    let slot = (hash ^ (hash >>> 15)) & this.mask;
    for (;;) {
      const name = this.slots[slot]!;
      if (name < 0) return this.add(from, to, hash, slot);
      if (this.hashes[name] === hash && this.matches(name, from, to - from)) return name;
      slot = (slot + 1) & this.mask;
    }
  }

  /** Do the bytes of a name stand at `from`, `length` long? */
  matches(name: number, from: number, length: number): boolean {
    if (this.length[name] !== length) return false;
    const { pool } = this;
    const { bytes } = this.window;
    const start = this.start[name]!;
    for (let i = 0; i < length; i++) if (pool[start + i] !== bytes[from + i]) return false;
    return true;
  }

  /** The number of a local part that is already known, or a new one. */
  localId(local: string): number {
    return numbered(local, this.localIds, this.locals);
  }

  /** The number of a prefix that is already known, or a new one. */
  prefixId(prefix: string): number {
    return numbered(prefix, this.prefixIds, this.prefixes);
  }

  private add(from: number, to: number, hash: number, slot: number): number {
    const window: Window = this.window;
    if (to - from > window.limits.nameBytes) {
      window.fail('xml.limits', `Een naam is langer dan ${window.limits.nameBytes} bytes.`, from);
    }
    if (this.used === window.limits.names) {
      window.fail('xml.limits', `Het bestand gebruikt meer dan ${this.used} verschillende namen.`, from);
    }
    const text = decodeUtf8(window.bytes, from, to);
    if (text === null) window.fail('xml.encoding', 'Een naam is geen geldig UTF-8.', from);
    const parts = QNAME.exec(text);
    if (parts === null) window.fail('xml.wellformed', 'Hier staat geen geldige naam.', from);
    const name = this.used++;
    this.keep(name, from, to);
    this.text[name] = text;
    this.wide[name] = to - from - Array.from(text).length;
    this.prefix[name] = this.prefixId(parts[1] ?? '');
    this.local[name] = this.localId(parts[2]!);
    this.hashes[name] = hash;
    this.slots[slot] = name;
    return name;
  }

  private keep(name: number, from: number, to: number): void {
    const start = name === 0 ? 0 : this.start[name - 1]! + this.length[name - 1]!;
    if (start + to - from > this.pool.length) {
      const larger = new Uint8Array(Math.max(2 * this.pool.length, start + to - from));
      larger.set(this.pool);
      this.pool = larger;
    }
    this.pool.set(this.window.bytes.subarray(from, to), start);
    this.start[name] = start;
    this.length[name] = to - from;
  }
}

function numbered(text: string, ids: Map<string, number>, texts: string[]): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  const id = texts.push(text) - 1;
  ids.set(text, id);
  return id;
}
