// A whole TK added up: 345 counts, 20 of kieskringen and one of all, from the bytes that are kept to every difference. In a process
// of its own that read nothing before, as after a restart, and again as after the last arrival; at worst every candidate differs.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { committees, compiled, FIRST_YEAR } from './election.mjs';
import { madeDocument } from './made.mjs';
import { busyness, mb, median, ms, table, timed } from './measure.mjs';

const SELF = fileURLToPath(import.meta.url);
const TARGET_MS = 2_000;
const TARGET_BYTES = 300 * 1024 * 1024;
/** A total has the same size however many polling stations it is of. */
const STATIONS = 2;

export async function run({ rounds = 5 }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sommen-'));
  try {
    const { counted, bytes } = await keep(folder);
    console.log(
      `\nEen hele TK opgeteld: ${counted} × 510b, 20 × 510c en de 510d, bewaard in ${mb(bytes)}; ${rounds} rondes, elk in een nieuw proces. Belasting vooraf ${busyness()}.`,
    );
    const rows = [];
    for (const [what, wrong] of [
      ['alles klopt', ''],
      ['elke kandidaat verschilt', 'wrong'],
    ]) {
      const runs = [];
      for (let i = 0; i < rounds; i += 1) {
        const { code, stdout, stderr, peak } = await timed(process.execPath, [SELF, folder, wrong]);
        if (code !== 0) throw new Error(stderr);
        runs.push({ ...JSON.parse(stdout), peak });
      }
      const first = median(runs.map((each) => each.first));
      const peak = Math.max(...runs.map((each) => each.peak));
      const met = first < TARGET_MS && peak <= TARGET_BYTES;
      const again = median(runs.map((each) => each.again));
      rows.push([
        what,
        runs[0].states,
        ms(first),
        ms(again),
        String(runs[0].lines),
        mb(peak),
        met ? 'gehaald' : 'NIET gehaald',
      ]);
    }
    const head = ['geval', 'stand', 'eerste keer', 'na de laatste', 'regels CSV', 'piekgeheugen'];
    console.log(table([...head, `grens ${ms(TARGET_MS)}, ${mb(TARGET_BYTES)}`], rows));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes what the platform keeps of each count: totals of a 510b and a 510c as a part, all of a 510c and the 510d. */
async function keep(folder) {
  const { centralCount, districtCount } = await compiled('rehearsal/made-count.js');
  const { writeCount } = await compiled('rehearsal/count-writer.js');
  const { createCountReader } = await compiled('verify/eml/count-reader.js');
  const { packForKeeping } = await compiled('verify/eml/packed-count.js');
  let bytes = 0;
  const write = (name, document) => {
    const reader = createCountReader();
    for (const part of writeCount(document)) reader.push(Buffer.from(part));
    const { whole, totals } = packForKeeping(reader.end().count);
    if (document.type !== '510b') writeFileSync(path.join(folder, `${name}.whole`), whole);
    if (document.type !== '510d') writeFileSync(path.join(folder, `${name}.totals`), totals);
    bytes += whole.length + totals.length;
  };
  const bodies = await committees({ firstYear: FIRST_YEAR });
  const created = `${FIRST_YEAR}-03-18T12:00:00`;
  const districts = [];
  for (let number = 1; number <= 20; number += 1) {
    const own = bodies.filter(({ district }) => district === number);
    const documents = [];
    for (const body of own) {
      const document = await madeDocument({ ...body, stations: STATIONS });
      write(`${number} ${body.code}`, document);
      documents.push(document);
    }
    const authority = { id: `HSB${number}`, name: `Kieskring ${number}` };
    const adder = { authority, contest: { id: String(number), name: null }, created };
    const document = districtCount(adder, documents);
    write(`0 HSB${number}`, document);
    districts.push(document);
  }
  const authority = { id: 'CSB', name: 'Kiesraad' };
  write('CSB', centralCount({ authority, contest: { id: 'alle', name: null }, created }, districts));
  return { counted: bodies.length, bytes };
}

/** What one process does; gives how long, in milliseconds. */
async function once(folder, wrong) {
  const { unpackCount } = await compiled('verify/eml/packed-count.js');
  const { sumsOf } = await compiled('counts/sums.js');
  const { sumsCsv } = await compiled('counts/sums-rows.js');
  const names = readdirSync(folder);
  const read = (name) => unpackCount(readFileSync(path.join(folder, name)));
  const began = performance.now();
  const parts = new Map();
  for (const name of names.filter((each) => each.endsWith('.totals'))) {
    const [within, code] = name.replace('.totals', '').split(' ');
    const totals = moved(read(name).totals, wrong);
    const part = { level: within === '0' ? 'HSB' : 'GSB', code, name: code, totals };
    parts.set(within, [...(parts.get(within) ?? []), part]);
  }
  const wholes = names
    .filter((each) => each.endsWith('.whole'))
    .map((name) => ({ code: name.replace('.whole', '').split(' ').at(-1), count: read(name) }));
  const add = () => {
    const none = { elsewhere: new Set(), below: new Set() };
    return wholes.map(({ code, count }) => ({
      ...sumsOf(count, parts.get(code === 'CSB' ? '0' : code.slice(3)), none),
      ...{ committee: { name: code }, message: code === 'CSB' ? '510d' : '510c', names: new Map() },
    }));
  };
  const sums = add();
  const first = performance.now() - began;
  let lines = -1;
  for await (const part of sumsCsv(sums)) lines += part.split('\r\n').length - 1;
  const begun = performance.now();
  add();
  const again = performance.now() - begun;
  const states = [...new Set(sums.map(({ state }) => state))].join();
  console.log(JSON.stringify({ first, again, lines, states }));
}

/** Every candidate and list one vote more than in the file. */
function moved(block, wrong) {
  return wrong === '' ? block : { ...block, votes: block.votes.map((votes) => votes + 1) };
}

if (process.argv[1] === SELF) await once(process.argv[2], process.argv[3] ?? '');
