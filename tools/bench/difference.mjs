// Two versions of the count of Amsterdam side by side, from the bytes that are kept to the list of all that is another.
import { compiled, FIRST_YEAR } from './election.mjs';
import { madeEml, stationsFor } from './made.mjs';
import { busyness, mb, median, ms, table } from './measure.mjs';

const SIZE = 68_000_000;
const TARGET_MS = 3_000;
const AMSTERDAM = { year: FIRST_YEAR, code: '0363', name: 'Amsterdam', district: 9 };

export async function run({ rounds = 5 }) {
  const { createCountReader } = await compiled('verify/eml/count-reader.js');
  const { packCount, unpackCount } = await compiled('verify/eml/packed-count.js');
  const { differenceOf } = await compiled('counts/difference.js');
  const { differenceCsv } = await compiled('counts/difference-rows.js');
  const stations = await stationsFor(AMSTERDAM, SIZE);
  const { eml } = await madeEml({ ...AMSTERDAM, stations });
  const reader = createCountReader();
  reader.push(eml);
  const { count } = reader.end();
  const packed = packCount(count);
  const versions = { 'één stembureau anders': 1, 'alle stembureaus anders': stations };
  console.log(
    `\nTwee versies naast elkaar: 510b van ${mb(eml.length)}, ${stations} stembureaus, bewaard in ${mb(packed.length)}; ${rounds} rondes. Belasting vooraf ${busyness()}.`,
  );
  const rows = Object.entries(versions).map(([what, changed]) => {
    const other = packCount({
      ...count,
      units: count.units.map((unit, i) => (i < changed ? moved(unit) : unit)),
    });
    let lines = 0;
    const times = Array.from({ length: rounds }, () => {
      const begun = performance.now();
      const difference = differenceOf(unpackCount(packed), unpackCount(other));
      lines = -1;
      for (const part of differenceCsv(difference, new Map())) lines += part.split('\r\n').length - 1;
      return performance.now() - begun;
    });
    const time = median(times);
    return [what, String(lines), ms(times[0]), ms(time), time < TARGET_MS ? 'gehaald' : 'NIET gehaald'];
  });
  console.log(table(['versie', 'verschillen', 'de eerste', 'mediaan', `grens ${ms(TARGET_MS)}`], rows));
}

/** One vote more for every candidate. */
function moved(unit) {
  return { ...unit, block: { ...unit.block, votes: unit.block.votes.map((votes) => votes + 1) } };
}
