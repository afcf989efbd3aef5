import type { KeyObject } from 'node:crypto';
import { dotted, FURTHER_TYPES, readDer, TAG, type DerNode } from '../cms/der.js';
import { Fields, isSmallInteger, only, readShape, ShapeError } from '../cms/shape.js';
import { INVISIBLE } from '../zip/names.js';
import { schemeOf, signed, signingKey, type SignatureScheme } from './algorithms.js';

/** A certificate of anybody's (RFC 5280), as far as rules need it. */
export interface AnyCertificate {
  readonly der: Buffer;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  /** Its common name, or else its organisation; empty when it has neither. */
  readonly name: string;
  /** Lowercase hex. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Buffer;
  /** null: a key that may not sign here. */
  readonly key: KeyObject | null;
  /** How it was signed itself; null: in a way that does not count here. */
  readonly scheme: SignatureScheme | null;
  readonly body: Buffer;
  readonly signature: Buffer;
  readonly isCa: boolean;
  /** How many issuers may stand between it and a signer; null: no bound. */
  readonly pathLength: number | null;
  /** Bits of keyUsage from the first (digitalSignature); null when it names none. */
  readonly usage: readonly boolean[] | null;
  /** Extensions that say they must be understood, and are not here. */
  readonly unknown: readonly string[];
}

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
/** Critical ones whose meaning does not bear on signing a document here: policies, extended usage, alternative name. */
const UNDERSTOOD = new Set([BASIC_CONSTRAINTS, KEY_USAGE, '2.5.29.32', '2.5.29.37', '2.5.29.17']);

/** Reads a certificate in strict DER; null when it is none. Never throws. */
export function readAnyCertificate(der: Uint8Array): AnyCertificate | null {
  const read = readShape(() => {
    const node = readDer(der, FURTHER_TYPES);
    if (node?.tag !== TAG.sequence) throw new ShapeError('het is geen certificaat');
    return readFields(node);
  });
  return typeof read === 'string' ? null : read;
}

function readFields(node: DerNode): AnyCertificate {
  const what = 'het certificaat';
  const outer = new Fields(node);
  const body = outer.take(TAG.sequence, what);
  const algorithm = outer.take(TAG.sequence, what);
  const signature = outer.take(TAG.bitString, what).content;
  outer.end(what);
  const fields = new Fields(body);
  const version = fields.optional(TAG.context0);
  if (version !== null && !isSmallInteger(only(version, TAG.integer, what), 2)) throw new ShapeError(what);
  const serial = fields.take(TAG.integer, what).content;
  if (!fields.take(TAG.sequence, what).raw.equals(algorithm.raw) || signature[0] !== 0)
    throw new ShapeError(what);
  const issuer = fields.take(TAG.sequence, what).raw;
  const validity = new Fields(fields.take(TAG.sequence, what));
  const [notBefore, notAfter] = [timeOf(validity), timeOf(validity)];
  const subject = fields.take(TAG.sequence, what);
  const spki = fields.take(TAG.sequence, what).raw;
  fields.optional(0x81);
  fields.optional(0x82);
  const extensions = fields.optional(TAG.context3);
  fields.end(what);
  return {
    der: node.raw,
    issuer,
    subject: subject.raw,
    name: nameOf(subject),
    serial: serial.toString('hex'),
    notBefore,
    notAfter,
    spki,
    key: signingKey(spki),
    scheme: schemeOf(algorithm, null),
    body: body.raw,
    signature: signature.subarray(1),
    ...readExtensions(extensions === null ? [] : only(extensions, TAG.sequence, what).children),
  };
}

/** A time of X.509: UTCTime to 2049, GeneralizedTime from then (RFC 5280 §4.1.2.5). */
export function timeOf(fields: Fields): Date {
  const utc = fields.optional(TAG.utcTime);
  const text = (utc ?? fields.take(TAG.generalizedTime, 'de tijd')).content.toString('latin1');
  const digits = utc === null ? text : (Number(text.slice(0, 2)) >= 50 ? '19' : '20') + text;
  const time = new Date(digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(time.getTime())) throw new ShapeError('de tijd bestaat niet');
  return time;
}

function readExtensions(
  extensions: readonly DerNode[],
): Pick<AnyCertificate, 'isCa' | 'pathLength' | 'usage' | 'unknown'> {
  const held = new Map<string, { critical: boolean; value: Buffer }>();
  for (const extension of extensions) {
    const fields = new Fields(extension);
    const oid = dotted(fields.take(TAG.oid, 'een uitbreiding'));
    const critical = fields.optional(TAG.boolean)?.content[0] === 0xff;
    const value = fields.take(TAG.octetString, 'een uitbreiding').content;
    fields.end('een uitbreiding');
    if (held.has(oid)) throw new ShapeError('een uitbreiding staat er twee keer');
    held.set(oid, { critical, value });
  }
  const inside = (oid: string): DerNode | null => {
    const value = held.get(oid)?.value;
    if (value === undefined) return null;
    const node = readDer(value);
    if (node === null) throw new ShapeError('een uitbreiding is beschadigd');
    return node;
  };
  const constraints = inside(BASIC_CONSTRAINTS);
  const length = constraints?.children.find(({ tag }) => tag === TAG.integer)?.content;
  const usage = inside(KEY_USAGE);
  return {
    isCa: constraints?.children[0]?.tag === TAG.boolean && constraints.children[0].content[0] === 0xff,
    pathLength: length === undefined ? null : length.length === 1 ? length[0]! : 0,
    usage: usage === null ? null : bitsOf(usage),
    unknown: [...held].filter(([oid, { critical }]) => critical && !UNDERSTOOD.has(oid)).map(([oid]) => oid),
  };
}

function bitsOf({ tag, content }: DerNode): readonly boolean[] {
  if (tag !== TAG.bitString) throw new ShapeError('het gebruik van de sleutel is beschadigd');
  return [...content.subarray(1)].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => (byte & (0x80 >> bit)) !== 0),
  );
}

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';

function nameOf(subject: DerNode): string {
  const parts = new Map<string, string>();
  for (const set of subject.children)
    for (const { children } of set.children) {
      const [type, value] = children;
      if (type?.tag === TAG.oid && value !== undefined) parts.set(dotted(type), textOf(value));
    }
  return parts.get(COMMON_NAME) ?? parts.get(ORGANISATION) ?? '';
}

/** As it may be shown: what cannot be seen, or turns text round, is left out. */
function textOf({ tag, content }: DerNode): string {
  const wide = tag === 0x1e && content.length % 2 === 0;
  const text = wide
    ? Buffer.from(content).swap16().toString('utf16le')
    : content.toString(tag === TAG.utf8String ? 'utf8' : 'latin1');
  return Array.from(text, (each) => (INVISIBLE.test(each) ? '' : each))
    .join('')
    .slice(0, 200);
}

/** Whether `issuer` made the signature on `certificate`, as node:crypto finds. */
export function issued(issuer: AnyCertificate, certificate: AnyCertificate): boolean {
  return (
    issuer.key !== null &&
    certificate.scheme !== null &&
    issuer.subject.equals(certificate.issuer) &&
    signed(certificate.scheme, issuer.key, certificate.body, certificate.signature)
  );
}
