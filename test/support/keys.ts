import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addDays } from '../../src/kernel/days.js';
import { selfSigned, type CommitteeKey, type KeyHolder } from '../../src/rehearsal/key-writer.js';

const FOLDER = path.resolve(__dirname, '../fixtures/keys');

/** RSA key number `n` of the tests, 1 to 7 of 4096 and 8 to 12 of 3072 bits: committed, because making one takes a second. */
export function testKey(n: number): KeyObject {
  return createPrivateKey(readFileSync(path.join(FOLDER, `${n}.pem`)));
}

/** Whose the test keys are when nothing else is said: Assen, in the made-up TK. */
export const ASSEN: KeyHolder = {
  region: 'Assen',
  commonName: 'Gemeente Assen',
  election: 'TK2027',
  electionDate: '2027-03-17',
  authority: '0106',
  product: 'OSV2020-U',
};

/** Test key `n` with a certificate for this holder; the rest of the holder is that of Assen in the made-up TK. */
export async function testCommitteeKey(n: number, holder: Partial<KeyHolder> = {}): Promise<CommitteeKey> {
  return certified(testKey(n), String(n), holder);
}

/** A certificate is made so many days before the vote. */
const MADE_BEFORE = 72;

/** A private key with a certificate for this holder, as {@link testCommitteeKey}; `mark` tells it from others for the same holder. */
export function certified(
  privateKey: KeyObject,
  mark: string,
  holder: Partial<KeyHolder> = {},
): CommitteeKey {
  const whole = { ...ASSEN, commonName: `Gemeente ${holder.region ?? 'Assen'}`, ...holder };
  const serial = createHash('sha256')
    .update(`${mark} ${JSON.stringify(whole)}`)
    .digest()
    .subarray(0, 20);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const madeAt = new Date(`${addDays(whole.electionDate, -MADE_BEFORE)}T09:00:00Z`);
  const certificate = selfSigned(privateKey, whole, madeAt, serial);
  return { privateKey, certificate };
}

/** How many of the made-up country's committees have a key of which the tests hold the secret half: test key 1 for the first, and on. */
export const WITH_SECRET_HALF = 12;

/**
 * Certificates of all further committees of the made-up TK, each of an RSA-3072 key of its own, in order of code. Made once; the
 * secret halves were not kept.
 */
export function committeeCertificates(): readonly Buffer[] {
  const all = readFileSync(path.join(FOLDER, 'committees.der'));
  const found: Buffer[] = [];
  for (let at = 0; at < all.length;) {
    // each is a SEQUENCE with a length of two bytes
    const end = at + 4 + all.readUInt16BE(at + 2);
    found.push(all.subarray(at, end));
    at = end;
  }
  return found;
}
