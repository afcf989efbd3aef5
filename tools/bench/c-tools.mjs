// The C tools chain that the platform is measured against.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../build.mjs';
import { timed } from './measure.mjs';

const SCHEMA = path.resolve(ROOT, '../shared/xsd/1.2.2/xsd/510-count-kiesraad-strict.xsd');
const SCRIPT = path.join(ROOT, 'tools/bench/c-tools.sh');

/** Each program with the Debian package that brings it. */
const PROGRAMS = {
  unzip: 'unzip',
  openssl: 'openssl',
  sha256sum: 'coreutils',
  xmllint: 'libxml2-utils',
};

/** What cannot be compared on this machine, and why, in Dutch. */
export function missingTools() {
  const found = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  const missing = Object.entries(PROGRAMS)
    .filter(([program]) => !found(program))
    .map(([program, from]) => ({
      what: `de C-programma's`,
      why: `${program} ontbreekt: apt-get install ${from}`,
    }));
  if (!existsSync(SCHEMA)) {
    missing.push({ what: `de C-programma's`, why: `het schema ${path.relative(ROOT, SCHEMA)} is er niet` });
  }
  return missing;
}

const SCRATCH = path.join(ROOT, 'var/bench/c-tools');

/**
 * Runs the whole chain on these packages, `size` at a time; throws unless it accepts each and finds the fingerprint that it
 * should. `pin` keeps it on one core.
 */
export async function judgedByC(packages, { size = 1, pin = false } = {}) {
  rmSync(SCRATCH, { recursive: true, force: true });
  mkdirSync(SCRATCH, { recursive: true });
  const input = packages
    .map(
      ({ file, certificate }, i) => `${file}\n${certificate}\n${SCHEMA}\n${path.join(SCRATCH, String(i))}\n`,
    )
    .join('');
  const result = await timed('xargs', ['-d', '\n', '-n', '4', '-P', String(size), 'sh', SCRIPT], {
    pin,
    input,
  });
  rmSync(SCRATCH, { recursive: true, force: true });
  const said = new Set(result.stdout.trim().split('\n'));
  const wrong = packages.find(({ file, fingerprint }) => !said.has(`${fingerprint} ${file}`));
  if (result.code !== 0 || wrong !== undefined) {
    throw new Error(`de C-programma's keurden ${wrong?.name ?? 'iets'} niet goed: ${result.stderr}`);
  }
  return result;
}
