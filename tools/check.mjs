// `npm run check`: all of CI that needs no other machine: format, types, lint, layers, tests. `--quick` leaves out tests.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './start.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(ROOT);
await prepare((line) => console.log(line));

const STEPS = [
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json', '--noEmit']],
  ['islands', ['node_modules/typescript/bin/tsc', '-p', 'src/web/islands/tsconfig.json']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']],
  [
    'layers',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
    ],
  ],
  ...(process.argv.includes('--quick') ? [] : [['tests', ['tools/test.mjs']]]),
];

for (const [name, args] of STEPS) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(status ?? 1);
}
