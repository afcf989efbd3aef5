import { createHash, createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  newPrivateKey,
  selfSigned,
  type CommitteeKey,
  type KeyHolder,
} from '../../src/rehearsal/key-writer.js';

const FOLDER = path.resolve(__dirname, '../../var/test-keys');

/**
 * RSA-4096 key number `n` of the tests. Made once per checkout, because each takes about a second; test processes that
 * need the same one at the same moment end up with the same one.
 */
export async function testKey(n: number): Promise<KeyObject> {
  const file = path.join(FOLDER, `${n}.pem`);
  const stored = read(file);
  if (stored !== null) return stored;
  const made = await newPrivateKey();
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, made.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return made;
  } catch {
    return read(file)!;
  } finally {
    rmSync(draft);
  }
}

function read(file: string): KeyObject | null {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Test key `n` with a certificate for this holder; the rest of the holder is that of Assen in the made-up TK. */
export async function testCommitteeKey(n: number, holder: Partial<KeyHolder> = {}): Promise<CommitteeKey> {
  const privateKey = await testKey(n);
  const whole: KeyHolder = {
    region: 'Assen',
    commonName: `Gemeente ${holder.region ?? 'Assen'}`,
    election: 'TK2027',
    electionDate: '2027-03-17',
    authority: '0106',
    product: 'OSV2020-U',
    ...holder,
  };
  const serial = createHash('sha256')
    .update(`${n} ${JSON.stringify(whole)}`)
    .digest()
    .subarray(0, 20);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const certificate = selfSigned(privateKey, whole, new Date('2027-01-04T09:00:00Z'), serial);
  return { privateKey, certificate };
}
