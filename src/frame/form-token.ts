import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';

/** A person takes at least so long to read and fill in a form; the form that was shown may be sent so long. */
export const LEAST_MS = 4_000;
export const MOST_MS = 12 * 3_600_000;

/** A form as it was shown once, to somebody. */
export interface ShownForm {
  readonly shownAt: Date;
  /** 128 random bits. */
  readonly nonce: string;
}

const TOKEN = /^([0-9a-z]{1,10})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** A new form, shown now. */
export function newForm(shownAt: Date): ShownForm {
  return { shownAt, nonce: randomBytes(16).toString('base64url') };
}

/** What travels with a form of this kind: that we showed it, and when. Nobody can make one, or use it for another kind. */
export function writeToken(seed: string, kind: string, { shownAt, nonce }: ShownForm): string {
  const said = `${shownAt.getTime().toString(36)}.${nonce}`;
  return `${said}.${sign(seed, `form ${kind} ${said}`).toString('base64url')}`;
}

/** Null: we did not write it, or for another kind of form. */
export function readToken(seed: string, kind: string, token: string): ShownForm | null {
  const [, time = '', nonce = '', mac = ''] = TOKEN.exec(token) ?? [];
  const expected = sign(seed, `form ${kind} ${time}.${nonce}`);
  if (!timingSafeEqual(expected, Buffer.from(mac.padEnd(43, 'A'), 'base64url'))) return null;
  return { shownAt: new Date(Number.parseInt(time, 36)), nonce };
}

/** By which a form is known that was sent: once it was, the same again is that one. */
export function formDigest({ nonce }: ShownForm): Sha256 {
  return digest(`form ${nonce}`);
}

/** Letters and digits that are not mistaken for each other, read out or written down. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const SECRET = new RegExp(`^[${ALPHABET}]{20}$`);

/**
 * The secret by which who sent this form can follow it: 100 bits, `abcde-fghij-kmnpq-rstuv`. The same for the same form, so that
 * it is seen again when the first answer did not arrive.
 */
export function secretOf(seed: string, kind: string, { nonce }: ShownForm): string {
  const drawn = sign(seed, `secret ${kind} ${nonce}`).subarray(0, 20);
  const letters = [...drawn].map((byte) => ALPHABET[byte % 32]).join('');
  return letters.match(/.{5}/g)!.join('-');
}

/** What is kept of a secret, as a person types it; null: it cannot be one. */
export function secretDigest(typed: string): Sha256 | null {
  if (typed.length > 100) return null;
  const letters = typed.toLowerCase().replace(/[\s\u00a0\u2010-\u2015-]/g, '');
  return SECRET.test(letters) ? digest(`secret ${letters}`) : null;
}

function sign(seed: string, text: string): Buffer {
  return createHmac('sha256', seed).update(text).digest();
}

function digest(text: string): Sha256 {
  return sha256(createHash('sha256').update(text).digest('hex'));
}
