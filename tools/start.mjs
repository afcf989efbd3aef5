// `npm start`: from a bare machine with Node and npm to a running platform. Only what Node itself brings is used until
// the packages are there.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LEAST = [20, 19];

/** Stops the start with a sentence a person can act on. */
function giveUp(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  giveUp(
    `Dit platform heeft Node ${LEAST.join('.')} of nieuwer nodig; dit is ${process.versions.node}. Installeer een nieuwere Node en probeer het opnieuw.`,
  );
}

/** Runs npm; a signal to us also ends it. */
async function npm(args) {
  const child = spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const stop = () => child.kill('SIGTERM');
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, stop);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (status, signal) => resolve(signal ? 130 : status));
  });
  for (const signal of signals) process.removeListener(signal, stop);
  if (code === 130) process.exit(130);
  return { code, errors };
}

/** Installs exactly what the lock file says, when that is not what stands there. */
export async function installPackages(say) {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(ROOT, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Onderdelen ophalen met npm (de eerste keer een halve tot enkele minuten) …');
  const { code, errors } = await npm(['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (code !== 0)
    giveUp(
      `npm kon de onderdelen niet ophalen. Controleer of npm het pakketregister bereikt en of er schijfruimte is, en probeer het opnieuw.\n\n${errors}`,
    );
  writeFileSync(stamp, wanted);
}

/** From packages to a fresh dist/. */
export async function prepare(say) {
  checkNode();
  await installPackages(say);
  const { build } = await import('./build.mjs');
  const slow = setTimeout(() => say('Bouwen …'), 300);
  try {
    await build();
  } catch (error) {
    giveUp(`Het bouwen mislukte.\n${error.message}`);
  } finally {
    clearTimeout(slow);
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.chdir(ROOT);
  await prepare((line) => console.log(line));
  await import('../dist/main.js');
}
