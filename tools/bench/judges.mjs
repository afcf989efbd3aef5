// Judging alone: the packages of a whole night offered at once to the pool of judges, without HTTP, disk or database. Beside
// `nacht` it shows what judging takes of it, and what all the rest takes.
import { availableParallelism } from 'node:os';
import { judgedByC } from './c-tools.mjs';
import { committees, corrected } from './election.mjs';
import { madePackages } from './made.mjs';
import { busyness, endedProcesses, mb, ms, quantile, table, times } from './measure.mjs';
import { judgedByPool } from './overdracht.mjs';

export async function run({ quick, count, missing }) {
  const bodies = await committees({ quick, count });
  const corrections = corrected(bodies).map((body) => ({ ...body, corrected: true }));
  const packages = await madePackages([...bodies, ...corrections]);
  const size = availableParallelism();
  const bytes = packages.reduce((sum, made) => sum + made.emlBytes, 0);
  console.log(
    `\nDe rechters: ${bodies.length} pakketten en ${corrections.length} correcties, ${mb(bytes)} aan tellingen, ` +
      `alles tegelijk aangeboden, ${size} tegelijk beoordeeld. Belasting vooraf ${busyness()}.`,
  );
  const before = endedProcesses();
  const own = await judgedByPool(packages, size);
  const processor = before === null ? null : endedProcesses() - before;
  const c = missing.length === 0 ? await judgedByC(packages, { size }) : null;
  const rows = [
    [
      'overdracht',
      ms(own.total),
      `${Math.round(bytes / 1e3 / own.total)} MB`,
      ms(processor),
      ms(quantile(own.answered, 0.5)),
      ms(quantile(own.answered, 0.99)),
    ],
  ];
  if (c !== null)
    rows.push([
      'C-programma’s',
      ms(c.wall),
      `${Math.round(bytes / 1e3 / c.wall)} MB`,
      ms(c.processor),
      '–',
      '–',
    ]);
  console.log(table(['', 'samen', 'per seconde', 'rekentijd', 'tot oordeel p50', 'p99'], rows));
  if (c !== null)
    console.log(`÷ C: tijd ${times(own.total / c.wall)}, rekentijd ${times(processor / c.processor)}.`);
}
