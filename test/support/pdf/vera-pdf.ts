import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const present = spawnSync('sh', ['-c', 'command -v verapdf']).status === 0;
if (!present && process.env['CI']) throw new Error('no verapdf on PATH: in CI nothing may be skipped');

/** `it` where veraPDF stands; elsewhere a skip that says why. */
export const itWithVeraPdf: (title: string, body: () => Promise<void>, timeoutMs: number) => void = present
  ? it
  : (title, body) => it.skip(`${title} (skipped: no verapdf on PATH)`, body);

/** Which of these files, by their names, veraPDF finds to be PDF/A-2a (ISO 19005-2). */
export function arePdfA2a(files: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, boolean>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'verapdf-'));
  try {
    const named = Object.entries(files).map(([name, bytes]) => {
      const file = path.join(dir, `${name}.pdf`);
      writeFileSync(file, bytes);
      return [name, file] as const;
    });
    const args = ['--flavour', '2a', '--format', 'text', ...named.map(([, file]) => file)];
    const { stdout } = spawnSync('verapdf', args, { encoding: 'utf8', timeout: 120_000 });
    const lines = stdout.split('\n');
    return Object.fromEntries(named.map(([name, file]) => [name, lines.includes(`PASS ${file} 2a`)]));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
