import { createHash } from 'node:crypto';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { MAX_CERTIFICATE_BYTES, readCertificate, type Certificate } from '../cms/certificate.js';
import { readDer, TAG, dotted, type DerNode } from '../cms/der.js';
import { readKeyFile, type KeyFile } from './read-key-file.js';
import { bitsOf, keyIdOf, lookAtPublicKey, type PublicKey } from './rsa-numbers.js';
import { readsTheSame } from './second-reader.js';
import { algorithmName, KEY_TABLE } from './table.js';
import { lookForWeaknesses, RSA_WEAKNESSES, type Blocklist, type RsaWeakness } from './weak-rsa.js';

/** Why a file is not taken; with facts for the sentence. */
export interface KeyFinding {
  readonly code:
    | RsaWeakness
    | 'empty'
    | 'utf16'
    | 'privateKey'
    | 'privateKeyUnread'
    | 'bundle'
    | 'publicKeyAlone'
    | 'certificateRequest'
    | 'notCertificate'
    | 'unreadable'
    | 'algorithm'
    | 'readersDiffer'
    | 'notSelfSigned';
  readonly details: Readonly<Record<string, string | number>>;
}

/** What the door thinks of a file before it knows whose it is. */
export interface KeyFileJudgement {
  /** SHA-256 over the certificate in it: what people compare; null without exactly one. */
  readonly fingerprint: Sha256 | null;
  /** The certificate, when nothing at all is wrong with it. */
  readonly certificate: Certificate | null;
  /** What is wrong, the gravest first; none: taken so far. */
  readonly findings: readonly KeyFinding[];
  /** What was looked for and not found, beside the form of the file. */
  readonly passed: readonly KeyFinding['code'][];
  /** What is known of private keys that lay in it. */
  readonly exposed: ExposedKeys;
}

export interface ExposedKeys {
  /** Ids of keys of which a private half was in the file. */
  readonly proven: readonly Sha256[];
  /** Certificates beside a private key that could not be read: perhaps they are of that key. */
  readonly beside: readonly Certificate[];
}

const NOTHING_EXPOSED: ExposedKeys = { proven: [], beside: [] };

/**
 * Judges what somebody hands in as the certificate of their public key, as far as the file itself goes: its form, its algorithms,
 * its numbers, and that its own key signed it. Never throws, and gives nothing of a private key.
 */
export function judgeKeyFile(bytes: Uint8Array, blocklist: Blocklist = new Set()): KeyFileJudgement {
  const file = readKeyFile(bytes);
  if (file.kind === 'certificate') return judgeCertificate(file.der, blocklist);
  const key = file.kind === 'publicKey' || file.kind === 'request' ? file.key : null;
  const findings = [...(key === null ? [] : keyFindings(key, blocklist).findings), formFinding(file)];
  const exposed = file.kind === 'private' ? exposedIn(file) : NOTHING_EXPOSED;
  return { fingerprint: null, certificate: null, findings, passed: [], exposed };
}

function formFinding(file: Exclude<KeyFile, { kind: 'certificate' }>): KeyFinding {
  switch (file.kind) {
    case 'private':
      return finding(file.keys.every((key) => key === 'unread') ? 'privateKeyUnread' : 'privateKey');
    case 'publicKey':
      return finding('publicKeyAlone');
    case 'request':
      return finding('certificateRequest');
    case 'damaged':
      return finding('unreadable', { reason: file.reason });
    case 'other':
      return finding('notCertificate', { found: file.found });
    case 'empty':
    case 'utf16':
    case 'bundle':
      return finding(file.kind);
  }
}

function finding(code: KeyFinding['code'], details: KeyFinding['details'] = {}): KeyFinding {
  return { code, details };
}

function exposedIn({ keys, certificates }: Extract<KeyFile, { kind: 'private' }>): ExposedKeys {
  const open = keys.filter((key) => key !== 'unread');
  // another exponent over the same modulus is broken with it: the one that the table has is barred as well
  const ids = open.flatMap(({ modulus, exponent }) =>
    [exponent, BigInt(KEY_TABLE.exponent)].map((e) => keyIdOf({ modulus, exponent: e })),
  );
  const beside = open.length === keys.length ? [] : certificates;
  const read = beside.map(readCertificate).filter((reading) => reading.kind === 'certificate');
  return { proven: [...new Set(ids)], beside: read.map(({ certificate }) => certificate) };
}

function judgeCertificate(der: Buffer, blocklist: Blocklist): KeyFileJudgement {
  const fingerprint = sha256(createHash('sha256').update(der).digest('hex'));
  const judged = (
    findings: readonly KeyFinding[],
    passed: KeyFileJudgement['passed'],
    certificate: Certificate | null = null,
  ): KeyFileJudgement => ({ fingerprint, certificate, findings, passed, exposed: NOTHING_EXPOSED });
  const parts = der.length > MAX_CERTIFICATE_BYTES ? null : partsOf(readDer(der));
  if (parts === null) return judged([finding('unreadable', { reason: 'het is te groot of beschadigd' })], []);
  const { key, signatures } = parts;
  const numbers = keyFindings(key, blocklist);
  const foreign = signatures.filter((oid) => oid !== KEY_TABLE.signature);
  const found = [
    ...numbers.findings,
    ...foreign.map((oid) => finding('algorithm', { found: algorithmName(oid) })),
  ];
  const isKnown = !found.some(({ code }) => code === 'algorithm');
  const passed = [...(isKnown ? (['algorithm'] as const) : []), ...numbers.passed];
  if (found.length > 0) return judged(found, passed);
  const reading = readCertificate(der);
  if (reading.kind === 'refused') return judged([finding('unreadable', { reason: reading.reason })], passed);
  const { certificate } = reading;
  const last = { readersDiffer: !readsTheSame(certificate), notSelfSigned: !certificate.isSelfSigned };
  const codes = ['readersDiffer', 'notSelfSigned'] as const;
  const wrong = codes.filter((code) => last[code]).map((code) => finding(code));
  const all = [...passed, ...codes.filter((code) => !last[code])];
  return judged(wrong, all, wrong.length === 0 ? certificate : null);
}

/** The modulus in a certificate (DER), whatever else is in it, its signature not looked at; null without one. */
export function modulusIn(der: Uint8Array): bigint | null {
  return partsOf(readDer(der))?.key.rsa?.modulus ?? null;
}

/** The key of a certificate and the algorithms it says to be signed with, whatever the rest of it is; null: not there. */
function partsOf(node: DerNode | null): { key: PublicKey; signatures: readonly string[] } | null {
  const [body, algorithm] = node?.children ?? [];
  if (body === undefined || algorithm === undefined) return null;
  const fields = body.children[0]?.tag === TAG.context0 ? body.children.slice(1) : body.children;
  const [, inner, , , , spki] = fields;
  const key = spki === undefined ? null : lookAtPublicKey(spki);
  const oids = [inner, algorithm].map((each) => each?.children[0]);
  if (key === null || !oids.every((oid) => oid?.tag === TAG.oid)) return null;
  return { key, signatures: [...new Set(oids.map((oid) => dotted(oid!)))] };
}

function keyFindings(
  { algorithm, rsa }: PublicKey,
  blocklist: Blocklist,
): Pick<KeyFileJudgement, 'findings' | 'passed'> {
  const only = (one: KeyFinding) => ({ findings: [one], passed: [] });
  if (algorithm !== KEY_TABLE.key) return only(finding('algorithm', { found: algorithmName(algorithm) }));
  if (rsa === null) return only(finding('corruptModulus'));
  const seen = lookForWeaknesses(rsa, blocklist);
  const findings = RSA_WEAKNESSES.filter((code) => seen.get(code)).map((code) => {
    if (code === 'wrongSize') return finding(code, { bits: bitsOf(rsa.modulus) });
    if (code === 'exponent') return finding(code, { exponent: shown(rsa.exponent) });
    return finding(code);
  });
  return { findings, passed: RSA_WEAKNESSES.filter((code) => seen.get(code) === false) };
}

function shown(exponent: bigint): string {
  return bitsOf(exponent) <= 64 ? exponent.toString() : `een getal van ${String(bitsOf(exponent))} bits`;
}
