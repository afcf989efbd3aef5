import { recogniseFile } from '../../kernel/recognise-file.js';
import { readDer, TAG, type DerNode } from '../cms/der.js';
import { jsonObject, opensshKey, privateJwk, privateKeyIn, type PublicHalf } from './private-key.js';
import { looksLikePfx, openPfx } from './pfx.js';
import { lookAtPublicKey, numberOf, rsaPublicKey, type PublicKey } from './rsa-numbers.js';
import { KEY_TABLE } from './table.js';

/** What somebody handed in as the certificate of a public key. */
export type KeyFile =
  /** One value in DER that has the form of a certificate; how it must look is for others to say. */
  | { readonly kind: 'certificate'; readonly der: Buffer }
  /** A private key: its public half where that is open, and the certificates that lay beside it. */
  | {
      readonly kind: 'private';
      readonly keys: readonly PublicHalf[];
      readonly certificates: readonly Buffer[];
    }
  /** More than one certificate. */
  | { readonly kind: 'bundle' }
  /** A public key without a certificate, and a request for a certificate; null: its key cannot be read. */
  | { readonly kind: 'publicKey' | 'request'; readonly key: PublicKey | null }
  /** PEM as a program for Windows keeps it: two bytes for each letter. */
  | { readonly kind: 'utf16' }
  | { readonly kind: 'empty' }
  /** `reason` is Dutch, to follow "Het certificaat is niet aangenomen: …". */
  | { readonly kind: 'damaged'; readonly reason: string }
  /** Something else; `found` is Dutch. */
  | { readonly kind: 'other'; readonly found: string };

/** One value that was found in a file. */
type Part = Exclude<KeyFile, { kind: 'empty' | 'utf16' | 'bundle' }>;

const DAMAGED: Part = { kind: 'damaged', reason: 'de PEM-codering is beschadigd' };
const LOCKED: Part = { kind: 'private', keys: ['unread'], certificates: [] };
const BUNDLE = { kind: 'bundle' } as const;

/**
 * Looks at what somebody chose: PEM with anything around it (RFC 7468 §2), DER, base64 alone, or another thing that is then named.
 * A private key goes before all else, wherever it stands. Never throws. The bytes stay the caller's, to be wiped.
 */
export function readKeyFile(bytes: Uint8Array): KeyFile {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (input.length === 0) return { kind: 'empty' };
  const wide = wideText(input);
  const text = (wide ?? input.toString('latin1')).replace(/^\ufeff|^\xef\xbb\xbf/, '');
  if (wide === null && text.trim() === '') return { kind: 'empty' };
  const found = (wide === null ? readBinary(input) : null) ?? readText(text);
  if (text.startsWith('PK\x03\x04') && found.kind !== 'private') return { kind: 'other', found: NAMES.zip };
  return wide === null || found.kind === 'private' ? found : { kind: 'utf16' };
}

/** UTF-16 with or without its mark: of ASCII every second byte is zero. */
function wideText(input: Buffer): string | null {
  const [a, b, c, d] = input;
  if ((a === 0xff && b === 0xfe) || (b === 0 && d === 0 && a !== TAG.sequence))
    return input.toString('utf16le');
  const isBig = (a === 0xfe && b === 0xff) || (a === 0 && c === 0);
  return isBig ? new TextDecoder('utf-16be').decode(input) : null;
}

/** Java keeps keys so: JKS and JCEKS. */
const KEY_STORES = new Set([0xfeedfeed, 0xcececece]);

function readBinary(input: Buffer): KeyFile | null {
  if (looksLikePfx(input)) return pfx(input);
  if (input.length > 4 && KEY_STORES.has(input.readUInt32BE(0))) return LOCKED;
  if (input[0] !== TAG.sequence) return null;
  const parts = valuesIn(input).map(derPart);
  return parts.length === 0 ? null : together(parts);
}

function pfx(input: Buffer): Part {
  const { keys, certificates } = openPfx(input);
  return { kind: 'private', keys: keys.length > 0 ? keys : ['unread'], certificates };
}

/** The values in DER at the start of bytes, each cut by its own length; what follows the last is a value that is none. */
function valuesIn(input: Buffer): Buffer[] {
  const values: Buffer[] = [];
  for (let rest = input; rest.length > 0;) {
    const head = /^0(?:[\0-\x7f]|\x81.|\x82..|\x83...)/s.exec(rest.subarray(0, 5).toString('latin1'))?.[0];
    const digits = Buffer.from(head?.slice(2) ?? '', 'latin1');
    const length = digits.length === 0 ? (rest[1] ?? 0) : digits.readUIntBE(0, digits.length);
    const end = head === undefined ? rest.length : Math.min(rest.length, head.length + length);
    values.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  return values;
}

function derPart(bytes: Buffer): Part {
  const node = readShallow(bytes);
  if (node === null) return { kind: 'damaged', reason: 'het is geen certificaat in strikte DER' };
  const half = privateKeyIn(node);
  if (half !== null) return { kind: 'private', keys: [half], certificates: [] };
  const [first, second, third] = node.children;
  const numbers = rsaPublicKey(node);
  if (numbers !== null) return { kind: 'publicKey', key: { algorithm: KEY_TABLE.key, rsa: numbers } };
  if (second?.tag === TAG.bitString && first?.tag === TAG.sequence)
    return { kind: 'publicKey', key: lookAtPublicKey(node) };
  if (first?.tag === TAG.oid) return { kind: 'other', found: 'een handtekening of een bundel (PKCS#7)' };
  if (first?.tag !== TAG.sequence || third?.tag !== TAG.bitString)
    return { kind: 'damaged', reason: 'het is geen certificaat in strikte DER' };
  const isRequest = first.children[0]?.tag === TAG.integer && first.children.length <= 4;
  const spki = first.children[2];
  if (isRequest) return { kind: 'request', key: spki === undefined ? null : lookAtPublicKey(spki) };
  return { kind: 'certificate', der: bytes };
}

/** Null for what is not strict, and for what is nested deeper than any certificate. */
function readShallow(bytes: Buffer): DerNode | null {
  try {
    return readDer(bytes);
  } catch {
    return null;
  }
}

/** What several values are together: a private key first, then a bundle, then what is none of them. */
function together(parts: readonly Part[]): KeyFile {
  const secret = parts.filter((part) => part.kind === 'private');
  const certificates = parts.flatMap((part) => (part.kind === 'certificate' ? [part.der] : []));
  if (secret.length > 0)
    return {
      kind: 'private',
      keys: secret.flatMap(({ keys }) => keys),
      certificates: [...certificates, ...secret.flatMap((one) => one.certificates)],
    };
  const damaged = parts.find(({ kind }) => kind === 'damaged');
  if (damaged !== undefined) return damaged;
  if (certificates.length > 1) return BUNDLE;
  return parts.find(({ kind }) => kind === 'certificate') ?? parts[0]!;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/g;
const LINE = /-----(?:BEGIN|END) ([A-Z0-9 ]{1,40})-----/g;

function readText(text: string): KeyFile {
  const blocks = [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => ({ label, body }));
  const parts = blocks.map(pemPart);
  const labels = [...text.matchAll(LINE)].map(([, label = '']) => label);
  // a block that opens and does not close, or the other way about
  if (labels.length !== 2 * blocks.length)
    parts.push(labels.some((label) => /PRIVATE KEY/.test(label)) ? LOCKED : DAMAGED);
  return parts.length > 0 ? together(parts) : readBare(text);
}

function pemPart({ label, body }: { label: string; body: string }): Part {
  if (/^PGP PRIVATE/.test(label)) return LOCKED;
  if (/^PGP/.test(label)) return { kind: 'other', found: 'een sleutel van PGP' };
  if (/^SSH2/.test(label)) return SSH;
  const base64 = body.replace(/\s/g, '');
  const bytes = Buffer.from(base64, 'base64');
  const isWhole = base64 !== '' && bytes.toString('base64') === base64;
  const isSecret = /PRIVATE KEY$|^PKCS12$/.test(label);
  if (!isWhole) return isSecret ? LOCKED : DAMAGED;
  const part = decodedPart(label, bytes);
  // what was decoded of a private key is nobody's but ours to wipe
  if (part.kind === 'private') bytes.fill(0);
  return isSecret && part.kind !== 'private' ? LOCKED : part;
}

function decodedPart(label: string, bytes: Buffer): Part {
  if (label === 'PKCS12') return pfx(bytes);
  if (label === 'OPENSSH PRIVATE KEY')
    return { kind: 'private', keys: [opensshKey(bytes)], certificates: [] };
  if (/CERTIFICATE$|REQUEST$|(?:PUBLIC|PRIVATE) KEY$|^PKCS7$|^CMS$/.test(label)) return derPart(bytes);
  return { kind: 'other', found: 'een ander bestand in PEM' };
}

const SSH: Part = { kind: 'other', found: 'een publieke sleutel van SSH' };

/** What stands in a file of text or bytes without the lines of PEM. */
function readBare(text: string): KeyFile {
  const secret = privateJwk(text);
  if (secret !== null) return { kind: 'private', keys: [secret], certificates: [] };
  if (/^PuTTY-User-Key-File-/.test(text)) return LOCKED;
  const jwk = publicJwk(text);
  if (jwk !== null) return { kind: 'publicKey', key: jwk };
  if (/^(?:---- BEGIN SSH2|ssh-|ecdsa-sha2-|sk-ssh-)/.test(text)) return SSH;
  const base64 = text.replace(/\s/g, '');
  const bytes = /^MI[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  const inside = bytes[0] === TAG.sequence ? readBinary(bytes) : null;
  if (inside?.kind === 'private') bytes.fill(0);
  return inside ?? { kind: 'other', found: nameOf(text) };
}

function publicJwk(text: string): PublicKey | null {
  const { kty, n, e } = jsonObject(text);
  if (typeof kty !== 'string') return null;
  const [modulus = null, exponent = null] = [n, e].map((value) =>
    typeof value === 'string' ? numberOf(Buffer.from(value, 'base64url')) : null,
  );
  const isRsa = kty === 'RSA' && modulus !== null && exponent !== null;
  return isRsa ? { algorithm: KEY_TABLE.key, rsa: { modulus, exponent } } : { algorithm: kty, rsa: null };
}

const NAMES = {
  zip: 'een ZIP-bestand',
  archive: 'een archief',
  office: 'een werkblad of document',
  pdf: 'een PDF',
  count: 'een telbestand of verkiezingsdefinitie',
  signature: 'een handtekening',
} as const;

function nameOf(text: string): string {
  const kind = recogniseFile('', Buffer.from(text.slice(0, 1024), 'latin1'));
  if (kind in NAMES) return NAMES[kind as keyof typeof NAMES];
  if (/^\s*<(?:!doctype html|html|head|body)/i.test(text)) return 'een webpagina';
  if (/^\s*<\?xml|^\s*</.test(text)) return 'een XML-bestand';
  if (/^\s*[{[]/.test(text)) return 'een JSON-bestand';
  return 'een ander bestand';
}
