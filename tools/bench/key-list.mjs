// The key list of 345 committees: made and signed, without the database.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keyOf } from './keys.mjs';

const BOUND_MS = 1000;

export async function run({ count = 345, rounds = 5 }) {
  const { writeKeyList } = await import('../../dist/keylist/key-list.js');
  const { selfSigned } = await import('../../dist/rehearsal/key-writer.js');
  const { makeSigningKey, readSigningKey } = await import('../../dist/platform/signing/signing-key.js');
  const { signDetached } = await import('../../dist/platform/signing/sign-detached.js');
  const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
  const keys = Array.from({ length: count }, (_, i) => {
    const authority = String(i + 1).padStart(4, '0');
    const holder = {
      ...{ region: `Gemeente ${authority}`, commonName: `Gemeente ${authority}`, election: 'TK2027' },
      ...{ electionDate: '2027-03-17', authority, product: 'OSV2020-U' },
    };
    const certificate = selfSigned(keyOf(i), holder, new Date(), Buffer.from([1, i >> 8, i & 255]));
    const fingerprint = hash(certificate);
    return {
      committee: { level: 'GSB', code: authority },
      ...{ name: authority, place: authority, keyId: fingerprint, fingerprint, subject: '', certificate },
      notAfter: new Date(),
    };
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-keys-'));
  const signer = await readSigningKey(await makeSigningKey(folder));
  rmSync(folder, { recursive: true });
  const election = { id: 'TK2027', name: 'Tweede Kamer', category: 'TK' };
  const times = [];
  let bytes = 0;
  for (let version = 1; version <= rounds; version += 1) {
    const started = performance.now();
    const list = writeKeyList({ election, version, at: new Date() }, keys);
    await signDetached(signer, list, new Date());
    times.push(performance.now() - started);
    bytes = list.length;
  }
  const worst = Math.max(...times);
  const shown = times.map((ms) => Math.round(ms)).join(', ');
  console.log(`Sleutellijst van ${count} stembureaus (${Math.round(bytes / 1000)} kB): ${shown} ms.`);
  console.log(`Grens ${BOUND_MS} ms: ${worst <= BOUND_MS ? 'gehaald' : 'NIET gehaald'}.`);
}
