// One package → verdict, beside the C tools, on one core, rounds interleaved so that a busy machine hurts both alike.
import { judgedByC } from './c-tools.mjs';
import { madePackages, stationsFor } from './made.mjs';
import { blindSpots, mb, median, ms, table, times } from './measure.mjs';
import { judgedAlone, judgedWarm } from './overdracht.mjs';

/** Sizes of the EML inside: a village, a city, Amsterdam, and nearly the most that is accepted (128 MiB). */
const SIZES = [1_700_000, 14_000_000, 68_000_000, 130_000_000];

export async function run({ rounds, quick, missing }) {
  console.log(`\nEén pakket tot oordeel, ${rounds} rondes om en om, op één rekenkern`);
  for (const blind of blindSpots()) console.log(`Let op: ${blind}.`);
  const rows = [];
  for (const size of quick ? SIZES.slice(0, 2) : SIZES) {
    const stations = await stationsFor(size);
    const [made] = await madePackages([{ code: '0363', name: 'Amsterdam', stations }]);
    rows.push(await measured(made, rounds, missing.length === 0));
  }
  const head = [
    '510b',
    'pakket',
    'overdracht',
    'per seconde',
    'rekentijd',
    'piek',
    'warm',
    'C',
    'C-rekentijd',
    'C-piek',
    'tijd ÷ C',
    'rekentijd ÷ C',
  ];
  console.log(table(head, rows));
  console.log(
    'warm: hetzelfde pakket nog eens, in een programma dat al draait. ÷ C: overdracht gedeeld door de C-programma’s; ' +
      'grens 1,00 ×, doel 0,50 ×. Piek ≤ 200 MB.',
  );
}

async function measured(made, rounds, withC) {
  const own = [];
  const c = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await judgedAlone(made, { pin: true }));
    if (withC) c.push(await judgedByC(made, { pin: true }));
  }
  const warm = median((await judgedWarm(made, rounds + 1)).slice(1));
  const of = (runs, field) => median(runs.map((run) => run[field]));
  const wall = of(own, 'wall');
  return [
    mb(made.emlBytes),
    mb(made.packageBytes),
    ms(wall),
    `${Math.round(made.emlBytes / 1e3 / wall)} MB`,
    ms(of(own, 'processor')),
    mb(of(own, 'peak')),
    ms(warm),
    ms(of(c, 'wall')),
    ms(of(c, 'processor')),
    mb(of(c, 'peak')),
    times(wall / of(c, 'wall')),
    times(of(own, 'processor') / of(c, 'processor')),
  ];
}
