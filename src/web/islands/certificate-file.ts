/**
 * Reads the certificate in a file in the browser of its owner, for whom the site is no witness: what the door of the platform takes,
 * this takes with the same fingerprint. It judges no key. It imports nothing.
 */

/** Whose a certificate says to be; null for what it does not say. */
export interface Holder {
  readonly name: string | null;
  readonly election: string | null;
  readonly committee: string | null;
  /** The day in Amsterdam, `2027-01-04`. */
  readonly since: string | null;
  readonly until: string | null;
}

/** What a file turned out to be. */
export type CertificateFile =
  | { readonly kind: 'certificate'; readonly der: Uint8Array<ArrayBuffer>; readonly holder: Holder }
  | { readonly kind: NotCertificate };

export type NotCertificate =
  'empty' | 'utf16' | 'secret' | 'bundle' | 'publicKey' | 'request' | 'damaged' | 'other';

const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  version: 0xa0,
} as const;

interface Value {
  readonly tag: number;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly end: number;
}

type Part = CertificateFile;
const not = (kind: NotCertificate): Part => ({ kind });

/** Looks at a file: PEM with anything around it (RFC 7468 §2), DER, or base64 alone. A private key goes before all else. */
export function readCertificateFile(bytes: Uint8Array<ArrayBuffer>): CertificateFile {
  const wide = isWide(bytes);
  const text = new TextDecoder(wide ?? 'latin1').decode(bytes).replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '');
  if (text.trim() === '') return not('empty');
  const found = (wide === null ? readBinary(bytes) : null) ?? readText(text);
  return wide === null || found.kind === 'secret' ? found : not('utf16');
}

function isWide([a, b, c, d]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((a === 0xff && b === 0xfe) || (b === 0 && d === 0 && a !== TAG.sequence)) return 'utf-16le';
  return (a === 0xfe && b === 0xff) || (a === 0 && c === 0) ? 'utf-16be' : null;
}

/** PKCS#12 in DER or BER (RFC 7292 §4), and the stores in which Java keeps keys. */
const KEY_STORE = /^(?:30(?:[0-7].|80|81..|82.{4}|83.{6})02010330|feedfeed|cececece)/;

function readBinary(bytes: Uint8Array<ArrayBuffer>): Part | null {
  const head = Array.from(bytes.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (KEY_STORE.test(head)) return not('secret');
  if (bytes[0] !== TAG.sequence) return null;
  const parts: Part[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const value = valueAt(rest, 0);
    parts.push(value === null ? not('damaged') : derPart(rest.slice(0, value.end)));
    rest = rest.subarray(value?.end ?? rest.length);
  }
  return together(parts);
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g;
const LINE = /-----(?:BEGIN|END) ([A-Z0-9 ]{1,40})-----/g;

function readText(text: string): Part {
  const parts = Array.from(text.matchAll(BLOCK), ([, label = '', body = '']) => pemPart(label, body));
  const lines = Array.from(text.matchAll(LINE), ([, label = '']) => label);
  if (lines.length !== 2 * parts.length)
    parts.push(not(lines.some((label) => label.includes('PRIVATE KEY')) ? 'secret' : 'damaged'));
  return parts.length > 0 ? together(parts) : readBare(text);
}

function pemPart(label: string, body: string): Part {
  if (/PRIVATE KEY|^PKCS12$/.test(label)) return not('secret');
  const bytes = fromBase64(body);
  if (!/CERTIFICATE$|REQUEST$|PUBLIC KEY$/.test(label)) return not('other');
  return bytes === null ? not('damaged') : derPart(bytes);
}

function readBare(text: string): Part {
  const isJwk = /"kty"\s*:/.test(text) && /"(?:d|k)"\s*:/.test(text);
  if (isJwk || /^PuTTY-User-Key-File-/.test(text)) return not('secret');
  const bytes = /^MI[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) ? fromBase64(text) : null;
  return (bytes && readBinary(bytes)) ?? not('other');
}

/** Null for what is not base64 to the last bit. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const written = text.replace(/\s/g, '');
  try {
    const bytes = atob(written);
    return written !== '' && btoa(bytes) === written
      ? Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))
      : null;
  } catch {
    return null;
  }
}

function together(parts: readonly Part[]): Part {
  const find = (kind: Part['kind']) => parts.find((part) => part.kind === kind);
  const certificates = parts.filter(({ kind }) => kind === 'certificate');
  const first = find('secret') ?? find('damaged');
  if (first !== undefined) return first;
  return certificates.length > 1 ? not('bundle') : (certificates[0] ?? parts[0]!);
}

/** The value at `at` with a length in its shortest form (X.690 §10.1); null when it is none or not whole. */
function valueAt(bytes: Uint8Array<ArrayBuffer>, at: number): Value | null {
  const [tag, short] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) return null;
  const digits = short < 0x80 ? 0 : short - 0x80;
  if (short === 0x80 || digits > 3) return null;
  let length = digits === 0 ? short : 0;
  for (let i = 0; i < digits; i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  if (digits > 0 && length < (digits === 1 ? 0x80 : 256 ** (digits - 1))) return null;
  const start = at + 2 + digits;
  const end = start + length;
  return end > bytes.length ? null : { tag, content: bytes.slice(start, end), end };
}

/** What stands in a value one after another; null when that is not whole. */
function valuesIn(bytes: Uint8Array<ArrayBuffer>): Value[] | null {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = valueAt(bytes, at);
    if (value === null) return null;
    values.push(value);
    at = value.end;
  }
  return values;
}

function derPart(der: Uint8Array<ArrayBuffer>): Part {
  const outer = valueAt(der, 0);
  const values = outer?.tag === TAG.sequence && outer.end === der.length ? valuesIn(outer.content) : null;
  const [first, second, third] = values ?? [];
  if (first === undefined || second === undefined) return not('damaged');
  const { sequence, integer, bits, octets, oid } = TAG;
  // a number first: a private key, but for the two numbers of a public one
  if (first.tag === integer)
    return not(values!.length === 2 && second.tag === integer ? 'publicKey' : 'secret');
  if (first.tag === oid) return not('other');
  if (first.tag !== sequence) return not('damaged');
  if (second.tag === octets) return not('secret');
  if (second.tag === bits) return not('publicKey');
  const fields = valuesIn(first.content);
  if (fields === null || second.tag !== sequence || third?.tag !== bits) return not('damaged');
  if (fields[0]?.tag === integer && fields.length <= 4) return not('request');
  return { kind: 'certificate', der, holder: holderIn(fields) };
}

/** X.509 (RFC 5280 §4.1): version, number, algorithm, issuer, validity, subject. */
function holderIn(fields: readonly Value[]): Holder {
  const [, , , validity, subject] = fields[0]?.tag === TAG.version ? fields.slice(1) : fields;
  const [since, until] = (validity && valuesIn(validity.content)) ?? [];
  const names = subject === undefined ? new Map<string, string>() : namesIn(subject);
  const of = (type: string) => names.get(type) ?? null;
  return {
    name: of('550403') ?? of('550407'),
    election: of('55040a'),
    committee: of('0992268993f22c640101'),
    since: dayOf(since),
    until: dayOf(until),
  };
}

function namesIn({ content }: Value): Map<string, string> {
  const pairs = (valuesIn(content) ?? []).map((set) => {
    const [pair] = valuesIn(set.content) ?? [];
    const [type, value] = (pair && valuesIn(pair.content)) ?? [];
    const hex = Array.from(type?.content ?? [], (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex, new TextDecoder().decode(value?.content)] as const;
  });
  return new Map(pairs);
}

function dayOf(time: Value | undefined): string | null {
  if (time === undefined) return null;
  const digits = new TextDecoder().decode(time.content);
  const whole =
    time.tag === TAG.utcTime ? `${Number(digits.slice(0, 2)) >= 50 ? '19' : '20'}${digits}` : digits;
  const iso = whole.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const at = new Date(iso);
  return iso === whole || Number.isNaN(at.getTime()) ? null : amsterdam.format(at);
}

const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });
