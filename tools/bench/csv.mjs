// The count of Amsterdam as a spreadsheet: from the count as it is kept to the bytes that leave, in both forms, on one core.
import { compiled, FIRST_YEAR } from './election.mjs';
import { madeEml, stationsFor } from './made.mjs';
import { busyness, mb, median, ms, table } from './measure.mjs';

const SIZE = 68_000_000;
/** Bytes of the EML file per second that are asked of the form of OSV. */
const TARGET = 100e6;
const AMSTERDAM = { year: FIRST_YEAR, code: '0363', name: 'Amsterdam', district: 9 };

export async function run({ rounds = 5 }) {
  const { createCountReader } = await compiled('verify/eml/count-reader.js');
  const { osvCsv } = await compiled('counts/osv-csv.js');
  const { tidyCsv } = await compiled('counts/tidy-csv.js');
  const stations = await stationsFor(AMSTERDAM, SIZE);
  const { eml, lists } = await madeEml({ ...AMSTERDAM, stations });
  const reader = createCountReader();
  reader.push(eml);
  const { count } = reader.end();
  const names = new Map(
    lists.map(({ number, candidates }) => [number, new Map(candidates.map((name, i) => [i + 1, name]))]),
  );
  console.log(
    `\nEen telling als CSV: 510b van ${mb(eml.length)}, ${stations} stembureaus, ${rounds} rondes. Belasting vooraf ${busyness()}.`,
  );
  const rows = [];
  for (const [form, write] of [
    ['osv', osvCsv],
    ['lang', tidyCsv],
  ]) {
    const runs = Array.from({ length: rounds }, () => measured(write, count, names));
    const time = median(runs.map((each) => each.time));
    const largest = Math.max(...runs.map((each) => each.largest));
    const speed = eml.length / (time / 1000);
    rows.push([form, mb(runs[0].size), ms(runs[0].time), ms(time), `${mb(speed)} EML`, mb(largest)]);
    if (form === 'osv')
      console.log(`Grens ${mb(TARGET)} EML per seconde: ${speed >= TARGET ? 'gehaald' : 'NIET gehaald'}.`);
  }
  console.log(table(['vorm', 'CSV', 'de eerste', 'mediaan', 'per seconde', 'grootste deel'], rows));
}

function measured(write, count, names) {
  const begun = performance.now();
  let size = 0;
  let largest = 0;
  for (const part of write(count, names)) {
    const { length } = Buffer.from(part);
    size += length;
    largest = Math.max(largest, length);
  }
  return { size, largest, time: performance.now() - begun };
}
