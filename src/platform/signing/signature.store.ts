import { createHash } from 'node:crypto';
import { sha256, type Sha256 } from '../../kernel/fingerprint.js';
import { add } from '../jobs/outbox.js';
import type { Reader, Tx } from '../postgres/database.js';
import { purposeOf } from './purpose.js';

/** Outbox topic: bytes wait for their signature. */
export const SIGNATURE_ASKED = 'signature.asked';
/** The queue has this long before the sweep signs. */
const QUEUE_HAS_S = 3;

/** What the platform answers for, with its proof. */
export interface Signature {
  /** Of what is signed. */
  readonly sha256: Sha256;
  readonly purpose: string;
  /** Detached CMS SignedData, DER. */
  readonly cms: Uint8Array;
  /** The signer's certificate, DER, and its SHA-256. */
  readonly certificate: Uint8Array;
  readonly signer: Sha256;
  readonly at: Date;
}

/** Bytes that wait for their signature. */
export interface Unsigned {
  readonly sha256: Sha256;
  readonly purpose: string;
  readonly content: Uint8Array;
}

/**
 * Asks, in the transaction of what makes them, that these bytes are signed; a worker does so afterwards. Gives their
 * SHA-256, by which content and signature are found again; asked twice it is one. Throws when the bytes do not say
 * themselves that they are `purpose` ({@link purposeOf}).
 */
export async function askSignature(tx: Tx, purpose: string, content: Uint8Array): Promise<Sha256> {
  if (purposeOf(content) !== purpose) throw new TypeError(`what is to be signed is no ${purpose}`);
  const digest = sha256(createHash('sha256').update(content).digest('hex'));
  const { count } = await tx.signature.createMany({
    data: [{ sha256: digest, purpose, content: new Uint8Array(content) }],
    skipDuplicates: true,
  });
  if (count === 1) await add(tx, SIGNATURE_ASKED, { sha256: digest });
  return digest;
}

/** The signature over the bytes with this SHA-256; null when nobody asked for it or no worker gave it yet. */
export async function findSignature(read: Reader | Tx, digest: Sha256): Promise<Signature | null> {
  const row = await read.signature.findUnique({ where: { sha256: digest }, omit: { content: true } });
  if (!row?.cms || !row.certificate || !row.signedAt) return null;
  const signer = sha256(createHash('sha256').update(row.certificate).digest('hex'));
  const { purpose, cms, certificate, signedAt: at } = row;
  return { sha256: digest, purpose, cms, certificate, signer, at };
}

/** The bytes with this SHA-256 that were to be signed, signed or not; null when nobody asked for it. */
export async function signedContent(read: Reader | Tx, digest: Sha256): Promise<Uint8Array | null> {
  const row = await read.signature.findUnique({ where: { sha256: digest }, select: { content: true } });
  return row?.content ?? null;
}

/** What waits for its signature, held until the transaction ends; null when it was signed, or another has it in hand. */
export async function holdUnsigned(tx: Tx, digest: Sha256): Promise<Unsigned | null> {
  const [row] = await tx.$queryRaw<{ purpose: string; content: Uint8Array }[]>`
    SELECT purpose, content FROM signature
    WHERE sha256 = ${digest} AND signed_at IS NULL FOR UPDATE SKIP LOCKED`;
  return row === undefined ? null : { sha256: digest, ...row };
}

export async function keepSignature(
  tx: Tx,
  digest: Sha256,
  cms: Uint8Array,
  certificate: Uint8Array,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE signature SET cms = ${cms}, certificate = ${certificate}, signed_at = now() WHERE sha256 = ${digest}`;
}

/** What waits longer than the queue takes, the longest first. */
export async function forgottenSignatures(read: Reader, limit: number): Promise<Sha256[]> {
  const rows = await read.$queryRaw<{ sha256: string }[]>`
    SELECT sha256 FROM signature WHERE signed_at IS NULL AND asked_at < now() - make_interval(secs => ${QUEUE_HAS_S})
    ORDER BY asked_at LIMIT ${limit}`;
  return rows.map((row) => sha256(row.sha256));
}

/** Age of what waits longest for its signature, in seconds; 0 when nothing does. */
export async function signatureLag(read: Reader): Promise<number> {
  const [row] = await read.$queryRaw<{ age: number }[]>`
    SELECT coalesce(extract(epoch FROM now() - min(asked_at)), 0)::float AS age
    FROM signature WHERE signed_at IS NULL`;
  return row!.age;
}
