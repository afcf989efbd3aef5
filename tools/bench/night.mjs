// The night of a TK: 345 packages of real sizes at once, then corrections from 40 %, judged side by side with the C tools.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build.mjs';
import { judgedByC } from './c-tools.mjs';
import { madePackages } from './made.mjs';
import { mb, ms, quantile, table, times } from './measure.mjs';
import { judgedTogether } from './overdracht.mjs';

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
  const processes = Math.min(4, availableParallelism());
  const bytes = packages.reduce((sum, made) => sum + made.emlBytes, 0);
  console.log(
    `\n\nDe nacht: ${bodies.length} pakketten en ${corrections.length} correcties, ${mb(bytes)} aan tellingen, ${processes} tegelijk`,
  );

  const { total, verdicts } = await judgedTogether(packages, { processes });
  const c = missing.length === 0 ? await byC(packages, processes) : null;
  const waited = verdicts.map(({ answered }) => answered);
  const judged = verdicts.map(({ sent, answered }) => answered - sent);
  const row = (name, all, each) => [
    name,
    ms(all),
    `${Math.round(bytes / 1e3 / all)} MB`,
    ms(quantile(each, 0.5)),
    ms(quantile(each, 0.99)),
  ];
  const rows = [
    row('overdracht', total, judged),
    ...(c === null ? [] : [row('C-programma’s', c.total, c.each)]),
  ];
  console.log(table(['', 'samen', 'per seconde', 'oordeel p50', 'oordeel p99'], rows));
  console.log(
    `Alles tegelijk aangeboden: p50 ${ms(quantile(waited, 0.5))}, p99 ${ms(quantile(waited, 0.99))} tot het oordeel.`,
  );
  console.log(
    `Kwijt ${packages.length - verdicts.filter(Boolean).length}, dubbel 0.${c === null ? '' : ` Verhouding ${times(total / c.total)}.`}`,
  );
}

async function byC(packages, processes) {
  const waiting = [...packages];
  const each = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: processes }, async (_, slot) => {
      for (let made = waiting.shift(); made !== undefined; made = waiting.shift()) {
        each.push((await judgedByC(made, { slot })).wall);
      }
    }),
  );
  return { total: performance.now() - started, each };
}
