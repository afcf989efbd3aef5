// npm run bench [-- scenario… --rounds N --committees N --elections N --real --quick --profile --queries --no-build]: how fast packages are judged and
// delivered, beside the C tools, in the same run and on the same files. Never part of the tests. What it makes stays in
// var/bench; with --profile also a CPU profile of the platform's night, to open in a browser's developer tools; with
// --queries how often each statement goes to the database. `--real` needs what tools/parts.mjs starts.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, ROOT } from './build.mjs';
import { missingTools } from './bench/c-tools.mjs';

const SCENARIOS = {
  pakket: () => import('./bench/one-package.mjs'),
  rechters: () => import('./bench/judges.mjs'),
  nacht: () => import('./bench/night.mjs'),
  gebruiker: () => import('./bench/clerk.mjs'),
  sleutels: () => import('./bench/sleutels.mjs'),
  sleutellijst: () => import('./bench/key-list.mjs'),
  controle: () => import('./bench/check.mjs'),
  uitgaven: () => import('./bench/releases.mjs'),
  berichten: () => import('./bench/notices.mjs'),
  pdf: () => import('./bench/pdf.mjs'),
  monitor: () => import('./bench/monitor.mjs'),
  csv: () => import('./bench/csv.mjs'),
  borden: () => import('./bench/boards.mjs'),
  bundel: () => import('./bench/bundle.mjs'),
  verschil: () => import('./bench/difference.mjs'),
  sommen: () => import('./bench/sums.mjs'),
};

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      committees: { type: 'string' },
      elections: { type: 'string' },
      real: { type: 'boolean', default: false },
      queries: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
    },
  });
  const number = (text) => {
    if (text !== undefined && !/^[1-9]\d{0,4}$/.test(text)) throw new Error(`«${text}» is geen aantal`);
    return text === undefined ? undefined : Number(text);
  };
  const unknown = positionals.filter((name) => !(name in SCENARIOS));
  if (unknown.length > 0) throw new Error(`«${unknown.join(' ')}» is geen onderdeel`);
  return {
    names: positionals.length > 0 ? positionals : Object.keys(SCENARIOS),
    rebuild: !values['no-build'],
    quick: values.quick,
    profile: values.profile,
    rounds: number(values.rounds),
    count: number(values.committees),
    elections: number(values.elections),
    real: values.real,
    queries: values.queries,
  };
}

let options;
try {
  options = readOptions();
} catch (error) {
  console.error(error.message);
  console.error(
    `Gebruik: npm run bench -- [${Object.keys(SCENARIOS).join('|')}] [--quick] [--rounds N] [--committees N] [--elections N] [--real] [--profile] [--queries] [--no-build]`,
  );
  process.exit(2);
}

if (options.rebuild) await build();
if (!existsSync(path.join(ROOT, 'dist/cli.js'))) {
  console.error('dist/cli.js is er niet. Bouw eerst: npm run build');
  process.exit(1);
}
const missing = missingTools();
for (const { what, why } of missing) console.log(`Niet gemeten: ${what} (${why}).`);
for (const name of options.names) {
  const { run } = await SCENARIOS[name]();
  await run({ ...options, missing });
}
