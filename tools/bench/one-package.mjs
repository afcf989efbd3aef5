// One package → verdict, beside the C tools, on one core, rounds interleaved so that a busy machine hurts both alike.
import { judgedByC } from './c-tools.mjs';
import { FIRST_YEAR } from './election.mjs';
import { madePackages, stationsFor } from './made.mjs';
import { blindSpots, busyness, mb, median, ms, table, times } from './measure.mjs';
import { judgedAlone, judgedWarm } from './overdracht.mjs';

/** Sizes of the EML inside: a village, a city, Amsterdam, and nearly the most that is accepted (128 MiB). */
const SIZES = [1_700_000, 14_000_000, 68_000_000, 130_000_000];
const AMSTERDAM = { year: FIRST_YEAR, level: 'GSB', code: '0363', name: 'Amsterdam', district: 9 };

/** What is asked of the 68 MB count, as a share of the time of the C tools, and of every size in memory. */
const JUDGED_SIZE = 68_000_000;
const FLOOR = 1;
const TARGET = 0.5;
const MOST_MEMORY = 200e6;

export async function run({ rounds = 5, quick, missing }) {
  console.log(
    `\nEén pakket tot oordeel, ${rounds} rondes om en om, op één rekenkern. Belasting vooraf ${busyness()}.`,
  );
  for (const blind of blindSpots()) console.log(`Let op: ${blind}.`);
  const all = [];
  for (const size of quick ? SIZES.filter((size) => size <= JUDGED_SIZE) : SIZES) {
    const stations = await stationsFor(AMSTERDAM, size);
    const [made] = await madePackages([{ ...AMSTERDAM, stations }]);
    all.push({ size, made, ...(await measured(made, rounds, missing.length === 0)) });
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
  console.log(table(head, all.map(rowOf)));
  console.log('warm: hetzelfde pakket nog eens, in een programma dat al draait.');
  judgeFigures(all);
}

async function measured(made, rounds, withC) {
  const own = [];
  const c = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await judgedAlone(made, { pin: true }));
    if (withC) c.push(await judgedByC([made], { pin: true }));
  }
  const warm = median((await judgedWarm(made, rounds + 1)).slice(1));
  const of = (runs) => (field) => median(runs.map((run) => run[field]));
  return { own: of(own), c: of(c), warm };
}

function rowOf({ made, own, c, warm }) {
  return [
    mb(made.emlBytes),
    mb(made.packageBytes),
    ms(own('wall')),
    `${Math.round(made.emlBytes / 1e3 / own('wall'))} MB`,
    ms(own('processor')),
    mb(own('peak')),
    ms(warm),
    ms(c('wall')),
    ms(c('processor')),
    mb(c('peak')),
    times(own('wall') / c('wall')),
    times(own('processor') / c('processor')),
  ];
}

/** Says of what is asked whether it was reached. Processor time tells most on a machine that others use too. */
function judgeFigures(all) {
  const reached = (yes) => (yes ? 'gehaald' : 'NIET gehaald');
  const { own, c } = all.find(({ size }) => size === JUDGED_SIZE);
  for (const [what, field] of [
    ['tijd', 'wall'],
    ['rekentijd', 'processor'],
  ]) {
    const ratio = own(field) / c(field);
    if (Number.isFinite(ratio) && c(field) !== null)
      console.log(
        `${mb(JUDGED_SIZE)}: ${what} ${times(ratio)} de C-programma’s; grens ${times(FLOOR)} ${reached(ratio <= FLOOR)}, ` +
          `doel ${times(TARGET)} ${reached(ratio <= TARGET)}.`,
      );
  }
  const peak = Math.max(...all.map((each) => each.own('peak')));
  if (peak > 0)
    console.log(
      `Piekgeheugen ${mb(peak)} bij de grootste; grens ${mb(MOST_MEMORY)} ${reached(peak <= MOST_MEMORY)}.`,
    );
}
