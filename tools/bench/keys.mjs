// A RSA-3072 key per made-up committee, the least that is taken: two that share a prime are refused. Finding the primes costs
// about half a second, so they stay in var/bench. They guard nothing.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../build.mjs';

const FOLDER = path.join(ROOT, 'var/bench/keys');

/** The key with this number, the same every time. */
export function keyOf(index) {
  const file = path.join(FOLDER, `${index}.pem`);
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return createPrivateKey(readFileSync(file));
}
