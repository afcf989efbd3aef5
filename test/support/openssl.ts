import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pem } from '../../src/rehearsal/key-writer.js';

/** Whether the openssl of the machine is there: what is signed must be accepted by others' code than ours. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** For the title of a test that needs it. */
export const WITHOUT_OPENSSL = HAS_OPENSSL ? '' : ' (skipped: no openssl on PATH)';

export interface SignedBytes {
  readonly content: Uint8Array;
  readonly cms: Uint8Array;
  /** DER of the certificate that is trusted. */
  readonly trusted: Uint8Array;
}

/** What the line of docs/operations.md says of these bytes. */
export function opensslAccepts({ content, cms, trusted }: SignedBytes): boolean {
  const dir = mkdtempSync(path.join(tmpdir(), 'openssl-'));
  try {
    const file = (name: string, bytes: string | Uint8Array) => {
      writeFileSync(path.join(dir, name), bytes);
      return path.join(dir, name);
    };
    const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('f.p7s', cms)];
    const { status, stderr } = spawnSync(
      'openssl',
      [
        ...args,
        ...['-content', file('f', content), '-CAfile', file('c.pem', pem('CERTIFICATE', trusted))],
        ...['-purpose', 'any', '-out', '/dev/null'],
      ],
      { encoding: 'utf8' },
    );
    if (status === 0) return true;
    if (!/failure|error/i.test(stderr)) throw new Error(stderr);
    return false;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
