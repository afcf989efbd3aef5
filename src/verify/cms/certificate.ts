import { createHash, verify } from 'node:crypto';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { INVISIBLE } from '../zip/names.js';
import { TAG, dotted, readDer, type DerNode } from './der.js';
import { readRsaKey, type RsaKey } from './rsa.js';
import { Fields, ShapeError, isSmallInteger, only, readAlgorithm, readShape } from './shape.js';
import { canonicalAuthority } from '../../kernel/eml-ids.js';

/** The attributes of a subject that name an election and a committee; null when absent. */
export interface CertificateSubject {
  /** C */
  readonly country: string | null;
  /** L: name of the region */
  readonly locality: string | null;
  /** O: the election id */
  readonly organization: string | null;
  /** OU: the program that made it, for instance `OSV2020-U` */
  readonly organizationalUnit: string | null;
  /** CN */
  readonly commonName: string | null;
  /** UID: `PSB` + authority id */
  readonly userId: string | null;
}

/** A certificate as OSV and Abacus export it, read strictly. */
export interface Certificate {
  readonly der: Buffer;
  readonly subject: CertificateSubject;
  /** Lowercase hex. */
  readonly serialNumber: string;
  /** ISO 8601 in UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: RsaKey;
  /** SHA-256 over the DER of the SubjectPublicKeyInfo: the same key in another certificate has the same id. */
  readonly keyId: Sha256;
  /** Issuer is subject and its signature verifies with its own key: the maker held the private key. */
  readonly isSelfSigned: boolean;
  /** Has X.509 extensions; the documented format has none. */
  readonly hasExtensions: boolean;
}

/** A certificate, or a Dutch reason to follow "Dit certificaat kan niet worden gebruikt: …". */
export type CertificateReading =
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'refused'; readonly reason: string };

export const MAX_CERTIFICATE_BYTES = 16 * 1024;
/** PEM takes a third more, in UTF-16 twice as much again, and text may stand around it. */
const MAX_FILE_BYTES = 4 * MAX_CERTIFICATE_BYTES;

const ATTRIBUTES = new Map<string, keyof CertificateSubject>([
  ['2.5.4.6', 'country'],
  ['2.5.4.7', 'locality'],
  ['2.5.4.10', 'organization'],
  ['2.5.4.11', 'organizationalUnit'],
  ['2.5.4.3', 'commonName'],
  ['0.9.2342.19200300.100.1.1', 'userId'],
]);
const TEXTS: ReadonlySet<number> = new Set([TAG.utf8String, TAG.printableString, TAG.ia5String]);
const SIGNATURES = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);

/**
 * Reads one certificate, PEM or DER: X.509 v3 in strict DER, an RSA key of 3072 bits or more, SHA-2. It says what the
 * certificate holds and whether it signed itself; whether it may be used is for others to decide. Never throws.
 */
export function readCertificate(bytes: Uint8Array): CertificateReading {
  if (bytes.length > MAX_FILE_BYTES) return refused('het bestand is te groot');
  const found = certificatesIn(bytes);
  if (typeof found === 'string') return refused(found);
  const [der, another] = found;
  if (der === undefined) return refused('dit is geen certificaat. Kies het bestand public_key….crt');
  if (another !== undefined)
    return refused('er staat meer dan één certificaat in. Kies één bestand public_key….crt');
  const read = readShape(() => {
    const node = der.length > MAX_CERTIFICATE_BYTES ? null : readDer(der);
    if (node?.tag !== TAG.sequence) throw new ShapeError('het is geen certificaat in strikte DER');
    return readFields(node);
  });
  return typeof read === 'string' ? refused(read) : { kind: 'certificate', certificate: read };
}

function refused(reason: string): CertificateReading {
  return { kind: 'refused', reason };
}

function readFields(node: DerNode): Certificate {
  const outer = new Fields(node);
  const body = outer.take(TAG.sequence, 'de inhoud van het certificaat');
  const algorithm = outer.take(TAG.sequence, 'het soort handtekening');
  const signature = outer.take(TAG.bitString, 'de handtekening van het certificaat').content;
  outer.end('het certificaat');
  const fields = new Fields(body);
  const version = only(fields.take(TAG.context0, 'de versie'), TAG.integer, 'de versie');
  if (!isSmallInteger(version, 2)) throw new ShapeError('het is geen X.509 versie 3');
  const serial = fields.take(TAG.integer, 'het volgnummer').content;
  if (!fields.take(TAG.sequence, 'het soort handtekening').raw.equals(algorithm.raw)) {
    throw new ShapeError('het noemt twee soorten handtekening');
  }
  const issuer = fields.take(TAG.sequence, 'de uitgever');
  const validity = new Fields(fields.take(TAG.sequence, 'de geldigheid'));
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  validity.end('de geldigheid');
  const subject = fields.take(TAG.sequence, 'de houder');
  const key = readRsaKey(fields.take(TAG.sequence, 'de sleutel'));
  const extensions = fields.optional(TAG.context3);
  fields.end('het certificaat');
  const signs = selfSignature(body.raw, algorithm, signature, key);
  return {
    der: node.raw,
    subject: readSubject(subject),
    serialNumber: serial.toString('hex'),
    notBefore,
    notAfter,
    key,
    keyId: sha256(createHash('sha256').update(key.spki).digest('hex')),
    isSelfSigned: issuer.raw.equals(subject.raw) && signs,
    hasExtensions: extensions !== null,
  };
}

function selfSignature(body: Buffer, algorithm: DerNode, signature: Buffer, key: RsaKey): boolean {
  const { oid, parameters } = readAlgorithm(algorithm, 'het soort handtekening');
  const hash = SIGNATURES.get(oid);
  if (hash === undefined || parameters !== 'null')
    throw new ShapeError('de handtekening erop is niet RSA met SHA-2');
  return signature[0] === 0 && verify(hash, body, key.key, signature.subarray(1));
}

function readTime(fields: Fields): string {
  const utc = fields.optional(TAG.utcTime);
  const text = (utc ?? fields.take(TAG.generalizedTime, 'de geldigheid')).content.toString('latin1');
  // RFC 5280 §4.1.2.5.1: two digits of 50 and up lie in the twentieth century.
  const digits = utc === null ? text : (Number(text.slice(0, 2)) >= 50 ? '19' : '20') + text;
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const time = new Date(iso);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso)
    throw new ShapeError('de geldigheid is geen bestaande tijd');
  return iso;
}

function readSubject(name: DerNode): CertificateSubject {
  const found: Partial<Record<keyof CertificateSubject, string>> = {};
  for (const set of name.children) {
    if (set.tag !== TAG.set || set.children.length !== 1)
      throw new ShapeError('de naam van de houder is beschadigd');
    const pair = new Fields(only(set, TAG.sequence, 'de naam van de houder'));
    const attribute = ATTRIBUTES.get(dotted(pair.take(TAG.oid, 'een deel van de naam')));
    const value = set.children[0]!.children[1];
    if (attribute === undefined) continue;
    if (value === undefined || set.children[0]!.children.length !== 2 || !TEXTS.has(value.tag)) {
      throw new ShapeError('een deel van de naam van de houder is geen tekst');
    }
    if (found[attribute] !== undefined) throw new ShapeError('de naam van de houder noemt iets twee keer');
    const text = value.content.toString('utf8');
    if (INVISIBLE.test(text)) throw new ShapeError('de naam van de houder bevat onzichtbare tekens');
    found[attribute] = text;
  }
  const {
    country = null,
    locality = null,
    organization = null,
    organizationalUnit = null,
    commonName = null,
    userId = null,
  } = found;
  return { country, locality, organization, organizationalUnit, commonName, userId };
}

/**
 * The certificates in a file, as DER: one in DER, or those in PEM with anything before, between and after them (RFC 7468 §2:
 * bag attributes, the text of `openssl x509`), with a byte order mark or in UTF-16 as Windows writes it, with any line ends.
 * A Dutch reason when there is a private key in it, or a block that is damaged.
 */
export function certificatesIn(bytes: Uint8Array): readonly Buffer[] | string {
  if (bytes[0] === TAG.sequence) return [Buffer.from(bytes)];
  const text = textOf(bytes);
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text))
    return 'het bestand bevat een geheime sleutel. Deel die met niemand';
  const found: Buffer[] = [];
  for (const [, body = ''] of text.matchAll(BLOCK)) {
    const base64 = body.replace(/\s/g, '');
    const der = Buffer.from(base64, 'base64');
    if (base64 === '' || der.toString('base64') !== base64) return 'de PEM-codering is beschadigd';
    found.push(der);
  }
  // A block that opens and does not close, or the other way about, is a certificate that is not whole.
  if (text.split(BEGIN).length - 1 !== found.length || text.split(END).length - 1 !== found.length)
    return 'de PEM-codering is beschadigd';
  return found;
}

/** `X509 CERTIFICATE` is what older programs write (RFC 7468 §5.1). */
const BEGIN = /-----BEGIN (?:X509 )?CERTIFICATE-----/;
const END = /-----END (?:X509 )?CERTIFICATE-----/;
const BLOCK = new RegExp(`${BEGIN.source}([^-]*)${END.source}`, 'g');

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return buffer.toString('latin1');
}

/** The UID that names a committee in its certificate: `PSB` and its authority id, as OSV writes it. */
export function userIdOf(code: string): string {
  return `PSB${code}`;
}

/**
 * Does this UID name the committee with this code? OSV compares all of it, four digits for a gemeente. That an HSB or CSB may
 * leave out `PSB` is inferred: no public source has a certificate of one.
 */
export function isUserIdOf(userId: string | null, code: string): boolean {
  const [, prefix = '', id = ''] = /^(PSB)?(CSB|HSB\d{1,9}|\d{4})$/.exec(userId ?? '') ?? [];
  if (prefix === '' && /^\d/.test(id)) return false;
  return id !== '' && canonicalAuthority(id) === canonicalAuthority(code);
}
