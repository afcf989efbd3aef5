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

/** Runs the whole chain on one package; throws unless it accepts it and finds the fingerprint that it should. */
export async function judgedByC(made, { slot = 0, pin = false } = {}) {
  const scratch = path.join(ROOT, `var/bench/scratch-${slot}`);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const result = await timed('sh', [SCRIPT, made.file, made.certificate, SCHEMA, scratch], { pin });
  rmSync(scratch, { recursive: true, force: true });
  if (result.code !== 0 || result.stdout.trim() !== made.fingerprint) {
    throw new Error(`de C-programma's keurden ${made.name} niet goed: ${result.stderr || result.stdout}`);
  }
  return result;
}
