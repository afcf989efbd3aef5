// make-keys.mjs FOLDER CODE…: makes an RSA-4096 key per committee, gently, a line of output for each. Started by keys.mjs.
import { generateKeyPair } from 'node:crypto';
import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const [folder, ...codes] = process.argv.slice(2);
os.setPriority(10);
const make = promisify(generateKeyPair);

async function makeSome() {
  for (let code = codes.shift(); code !== undefined; code = codes.shift()) {
    const { privateKey } = await make('rsa', { modulusLength: 4096 });
    const file = path.join(folder, `${code}.pem`);
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    // whole at once, and never instead of a key with which another bench has signed meanwhile
    if (!existsSync(file)) linkSync(draft, file);
    rmSync(draft);
    console.log(code);
  }
}

await Promise.all(Array.from({ length: Math.min(4, os.availableParallelism()) }, makeSome));
