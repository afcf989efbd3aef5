// npm run bench [-- scenario… --rounds N --quick --no-build]: how fast packages are judged, beside the C tools, in the
// same run and on the same files. Never part of the tests. Files that it makes stay in var/bench for the next run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, ROOT } from './build.mjs';
import { missingTools } from './bench/c-tools.mjs';

const SCENARIOS = {
  pakket: () => import('./bench/one-package.mjs'),
  nacht: () => import('./bench/night.mjs'),
};

const args = process.argv.slice(2);
const named = args.filter((arg) => arg in SCENARIOS);
const at = args.indexOf('--rounds');
const options = {
  rounds: at < 0 ? 5 : Number(args[at + 1]),
  quick: args.includes('--quick'),
  missing: missingTools(),
};
const known = new Set([
  ...Object.keys(SCENARIOS),
  '--rounds',
  '--quick',
  '--no-build',
  at < 0 ? '' : args[at + 1],
]);
const unknown = args.filter((arg) => !known.has(arg));
if (unknown.length > 0 || !Number.isInteger(options.rounds) || options.rounds < 1) {
  console.error(`Onbekend: ${unknown.join(' ') || `--rounds ${args[at + 1]}`}`);
  console.error(
    `Gebruik: npm run bench -- [${Object.keys(SCENARIOS).join('|')}] [--rounds N] [--quick] [--no-build]`,
  );
  process.exit(2);
}

if (!args.includes('--no-build')) await build();
if (!existsSync(path.join(ROOT, 'dist/cli.js'))) {
  console.error('dist/cli.js is er niet. Bouw eerst: npm run build');
  process.exit(1);
}
for (const { what, why } of options.missing) console.log(`Niet gemeten: ${what} (${why}).`);
for (const name of named.length > 0 ? named : Object.keys(SCENARIOS)) {
  const { run } = await SCENARIOS[name]();
  await run(options);
}
