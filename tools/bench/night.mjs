// The night of a TK: 345 packages of real sizes at once, then corrections from 40 %, judged side by side with the C tools.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build.mjs';
import { judgedByC } from './c-tools.mjs';
import { madePackages } from './made.mjs';
import { endedProcesses, mb, ms, quantile, table, times } from './measure.mjs';
import { judgedByPool } from './overdracht.mjs';

/** Polling stations by rank of size: 500 in Amsterdam down to 10, about 9,900 together as at a real TK. */
const stationsAt = (rank) => Math.round(500 * rank ** -0.67);

async function committees(quick) {
  const { DISTRICTS } = await import(pathToFileURL(path.join(ROOT, 'dist/rehearsal/geography.js')).href);
  const largest = ['0363', '0599', '0518', '0344', '0772', '0014'];
  const all = DISTRICTS.flatMap((district) => district.municipalities);
  const rank = ({ code }) => (largest.includes(code) ? largest.indexOf(code) : largest.length + Number(code));
  const ordered = [...all].sort((a, b) => rank(a) - rank(b));
  const chosen = ordered.map((body, i) => ({ ...body, stations: stationsAt(i + 1) }));
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
  const own = await withProcessor(() => judgedByPool(packages, size));
  const c = missing.length === 0 ? await withProcessor(() => byC(packages, size)) : null;
  const row = (name, { total, answered, processor }) => [
    name,
    ms(total),
    `${Math.round(bytes / 1e3 / total)} MB`,
    ms(processor),
    ms(quantile(answered, 0.5)),
    ms(quantile(answered, 0.99)),
  ];
  const rows = [row('overdracht', own), ...(c === null ? [] : [row('C-programma’s', c)])];
  console.log(table(['', 'samen', 'per seconde', 'rekentijd', 'tot oordeel p50', 'p99'], rows));
  const lost = packages.length - own.answered.length;
  const ratio =
    c === null
      ? ''
      : ` ÷ C: tijd ${times(own.total / c.total)}, rekentijd ${times(own.processor / c.processor)}.`;
  console.log(`Kwijt ${lost}.${ratio}`);
}

/** Adds the processor time of the processes that ended meanwhile: fair also when the machine was busy with others. */
async function withProcessor(work) {
  const before = endedProcesses();
  const result = await work();
  return { ...result, processor: before === null ? null : endedProcesses() - before };
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
