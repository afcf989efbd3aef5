// The night of a TK: 345 packages of real sizes at once, then corrections from 40 %, judged side by side with the C tools.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build.mjs';
import { judgedByC } from './c-tools.mjs';
import { madePackages } from './made.mjs';
import { mb, ms, quantile, table, times } from './measure.mjs';
import { judgedByPool } from './overdracht.mjs';

/** Polling stations by rank of size: 500 in Amsterdam down to 10, about 9,900 together as at a real TK. */
const stationsAt = (rank) => Math.round(500 * rank ** -0.67);

async function committees(quick) {
  const { DISTRICTS } = await import(pathToFileURL(path.join(ROOT, 'dist/rehearsal/geography.js')).href);
  const largest = ['0363', '0599', '0518', '0344', '0772', '0014'];
  const all = DISTRICTS.flatMap((district) => district.municipalities);
  const rank = ({ code }) => (largest.includes(code) ? largest.indexOf(code) : largest.length + Number(code));
  const ordered = [...all].sort((a, b) => rank(a) - rank(b));
  const islands = [
    { code: '9001', name: 'Bonaire' },
    { code: '9002', name: 'Sint Eustatius' },
    { code: '9003', name: 'Saba' },
  ];
  const chosen = [...ordered, ...islands].map((body, i) => ({ ...body, stations: stationsAt(i + 1) }));
  return quick ? chosen.slice(-60) : chosen;
}

export async function run({ quick, missing }) {
  const bodies = await committees(quick);
  const corrections = bodies.filter((_, i) => i % 5 < 2).map((body) => ({ ...body, corrected: true }));
  const tell = (done, of) => {
    if (done % 50 === 0 || done === of) process.stdout.write(`\rPakketten gemaakt: ${done} van ${of}   `);
  };
  const packages = await madePackages([...bodies, ...corrections], tell);
  const size = Math.min(4, availableParallelism());
  const bytes = packages.reduce((sum, made) => sum + made.emlBytes, 0);
  console.log(
    `\n\nDe nacht: ${bodies.length} pakketten en ${corrections.length} correcties, ${mb(bytes)} aan tellingen, ` +
      `alles tegelijk aangeboden, ${size} tegelijk beoordeeld`,
  );
  const own = await judgedByPool(packages, size);
  const c = missing.length === 0 ? await byC(packages, size) : null;
  const row = (name, { total, answered }) => [
    name,
    ms(total),
    `${Math.round(bytes / 1e3 / total)} MB`,
    ms(quantile(answered, 0.5)),
    ms(quantile(answered, 0.99)),
  ];
  const rows = [row('overdracht', own), ...(c === null ? [] : [row('C-programma’s', c)])];
  console.log(table(['', 'samen', 'per seconde', 'tot oordeel p50', 'p99'], rows));
  const lost = packages.length - own.answered.length;
  console.log(`Kwijt ${lost}.${c === null ? '' : ` Verhouding ${times(own.total / c.total)}.`}`);
}

async function byC(packages, size) {
  const waiting = [...packages];
  const answered = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: size }, async (_, slot) => {
      for (let made = waiting.shift(); made !== undefined; made = waiting.shift()) {
        await judgedByC(made, { slot });
        answered.push(performance.now() - started);
      }
    }),
  );
  return { total: performance.now() - started, answered };
}
