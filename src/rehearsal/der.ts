/**
 * Just enough DER to write certificates and signatures exactly as OSV2020-U does. The verifier reads them with other
 * code on purpose: two independent ideas of the format have to agree.
 */
export type Der = Buffer;

function element(tag: number, ...content: readonly Uint8Array[]): Der {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...length(body.length)]), body]);
}

function length(n: number): number[] {
  if (n < 0x80) return [n];
  const bytes: number[] = [];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...content: readonly Uint8Array[]): Der => element(0x30, ...content);
export const octets = (bytes: Uint8Array): Der => element(0x04, bytes);
export const bits = (bytes: Uint8Array): Der => element(0x03, Buffer.of(0), bytes);
export const nothing = (): Der => Buffer.of(0x05, 0x00);
export const utf8 = (text: string): Der => element(0x0c, Buffer.from(text, 'utf8'));
export const printable = (text: string): Der => element(0x13, Buffer.from(text, 'ascii'));

/** `[n]` around whole elements. */
export const explicit = (n: number, ...content: readonly Uint8Array[]): Der => element(0xa0 | n, ...content);

/** A SET OF: DER wants its members sorted by their bytes. */
export function setOf(...members: readonly Uint8Array[]): Der {
  return element(0x31, ...[...members].sort((a, b) => Buffer.compare(a, b)));
}

/** A non-negative whole number, big-endian, of any size. */
export function integer(value: number | Uint8Array): Der {
  let bytes = typeof value === 'number' ? Buffer.from(hex(value), 'hex') : Buffer.from(value);
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1);
  return element(0x02, bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

function hex(value: number): string {
  const digits = value.toString(16);
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

/** `1.2.840.113549.1.7.2`. */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      groups.unshift((left & 0x7f) | 0x80);
    }
    return groups;
  });
  return element(0x06, Buffer.from(bytes));
}

/** UTCTime, to the second: for years 1950 to 2049 (RFC 5280 4.1.2.5). */
export function utcTime(moment: Date): Der {
  const year = moment.getUTCFullYear();
  if (year < 1950 || year > 2049) throw new RangeError(`UTCTime cannot hold ${year}`);
  const digits = moment.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

/** The first element of `bytes`, header and content, and what follows it. Only for DER that this program made. */
export function split(bytes: Uint8Array): { head: Der; content: Der; rest: Der } {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = all[1]!;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  const size = extra === 0 ? first : all.readUIntBE(2, extra);
  const start = 2 + extra;
  return {
    head: all.subarray(0, start + size),
    content: all.subarray(start, start + size),
    rest: all.subarray(start + size),
  };
}
