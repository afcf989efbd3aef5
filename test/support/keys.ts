import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { selfSigned, type CommitteeKey, type KeyHolder } from '../../src/rehearsal/key-writer.js';

const FOLDER = path.resolve(__dirname, '../fixtures/keys');

/** RSA-4096 key number `n` (1 to 7) of the tests: committed, because making one takes a second. */
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
  const privateKey = testKey(n);
  const whole = { ...ASSEN, commonName: `Gemeente ${holder.region ?? 'Assen'}`, ...holder };
  const serial = createHash('sha256')
    .update(`${n} ${JSON.stringify(whole)}`)
    .digest()
    .subarray(0, 20);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const certificate = selfSigned(privateKey, whole, new Date('2027-01-04T09:00:00Z'), serial);
  return { privateKey, certificate };
}
