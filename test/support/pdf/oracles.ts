import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const found = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const PYTHON = process.env['CI_PYTHON'] ?? 'python3';

/** Programs of others that say something of a PDF; each is there or not. */
export const ORACLES = {
  pdfsig: found('pdfsig', ['-v']),
  qpdf: found('qpdf', ['--version']),
  pyHanko: found(PYTHON, ['-c', 'import pyhanko.sign.validation']),
} as const;

export type Oracle = keyof typeof ORACLES;

/**
 * Whether each program takes each file: pdfsig finds one valid signature over the whole document, qpdf finds nothing wrong with its
 * structure, pyHanko finds one signature that is whole, valid and by somebody under this root, with nothing changed after it.
 */
export function oraclesAccept(
  files: readonly Uint8Array[],
  root: Uint8Array,
): Readonly<Record<Oracle, readonly boolean[]>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'oracles-'));
  try {
    const paths = files.map((bytes, i) => {
      const file = path.join(dir, `${String(i)}.pdf`);
      writeFileSync(file, bytes);
      return file;
    });
    const trusted = path.join(dir, 'root.der');
    writeFileSync(trusted, root);
    const script = path.join(__dirname, 'pyhanko_says.py');
    const said = spawnSync(PYTHON, [script, trusted, ...paths], { encoding: 'utf8', timeout: 120_000 });
    const lines = said.stdout.split('\n').filter((line) => line.startsWith('{'));
    return {
      pdfsig: paths.map(pdfsigAccepts),
      qpdf: paths.map((file) => found('qpdf', ['--check', file])),
      pyHanko: lines.map((line) => (JSON.parse(line) as { accepts: boolean }).accepts),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function pdfsigAccepts(file: string): boolean {
  const { stdout } = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8', timeout: 20_000 });
  const count = (words: string) => stdout.split(words).length - 1;
  return (
    count('Signature #') === 1 &&
    count('Signature is Valid.') === 1 &&
    count('  - Total document signed') === 1
  );
}
