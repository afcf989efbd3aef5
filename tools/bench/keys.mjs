// One RSA-4096 key per made-up committee, as the law of the platform has it: the same key twice is refused. A key costs
// about a second of processor time, so they are kept in var/bench/keys for good.
import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../build.mjs';

const FOLDER = path.join(ROOT, 'var/bench/keys');
const MAKER = fileURLToPath(new URL('./make-keys.mjs', import.meta.url));
const fileOf = (code) => path.join(FOLDER, `${code}.pem`);

/** Makes the keys that are not there yet; `progress` hears how many of how many. */
export async function ensureKeys(codes, progress = () => {}) {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  const missing = codes.filter((code) => !existsSync(fileOf(code)));
  if (missing.length === 0) return;
  const child = spawn(process.execPath, [MAKER, FOLDER, ...missing], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  let done = 0;
  createInterface({ input: child.stdout }).on('line', () => progress((done += 1), missing.length));
  if ((await ended) !== 0) throw new Error('sleutels maken mislukte');
}

/** The key of a committee that has one. */
export function keyOf(code) {
  return createPrivateKey(readFileSync(fileOf(code)));
}
