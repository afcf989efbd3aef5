import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { SMALL_CSV, smallCount } from '../../test/support/small-count.js';
import { CsvSplitter, splitRow } from '../verify/csv-rows.js';
import { createCountReader } from '../verify/eml/count-reader.js';
import { bytesSource } from '../verify/source.js';
import { readZip } from '../verify/zip/read-zip.js';
import { NO_NAMES, readCandidateNames, type CandidateNames } from './candidate-names.js';
import { osvCsv, type FullCount } from './osv-csv.js';
import { tidyCsv } from './tidy-csv.js';

function countOf(eml: Uint8Array): FullCount {
  const reader = createCountReader();
  reader.push(eml);
  const reading = reader.end();
  if (reading.kind === 'failed' || reading.count.totals === null) throw new Error('no count');
  return { ...reading.count, totals: reading.count.totals };
}

function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  const splitter = new CsvSplitter(({ text }) => void rows.push(splitRow(text)));
  expect(splitter.push(Buffer.from(csv)) ?? splitter.end()).toBeNull();
  return rows;
}

const osv = (count: FullCount, names = NO_NAMES) => [...osvCsv(count, names)].join('');
const tidy = (count: FullCount, names = NO_NAMES) => rowsOf([...tidyCsv(count, names)].join(''));
const small = countOf(smallCount());
const SMALL_NAMES: CandidateNames = new Map([
  [
    1,
    new Map<number, string>([
      [1, 'Jansen; A.'],
      [2, 'de "Rode" Vries'],
    ]),
  ],
  [
    2,
    new Map<number, string>([
      [1, 'Bakker'],
      [2, 'Visser'],
    ]),
  ],
]);

describe('a count as a spreadsheet', () => {
  it('has the form of OSV, with names that need quotes', () => {
    const lines = osv(small, SMALL_NAMES).split('\n');
    const absent = /^"(Gebied|Nummer)"|ongeldige|aangetroffen/;
    expect(lines.filter((line) => !absent.test(line)).join('\n')).toBe(SMALL_CSV);
    expect(lines.slice(2, 4)).toEqual(['"Gebied";;"Gemeente West Maas en Waal"', '"Nummer";;"0668"']);
  });

  it('leaves empty what nobody gave: names, and votes on whom a polling station does not name', () => {
    const other = smallCount()
      .toString()
      .replace(/(SB2">.*?Id=")2("><\/CandidateIdentifier>)/, '$19$2');
    const rows = rowsOf(osv(countOf(Buffer.from(other))));
    expect(rows.find(([list, , number]) => list === '' && number === '2')).toEqual([
      '',
      '',
      '2',
      '',
      '3',
      '1',
      '',
    ]);
  });

  it('is of a gemeente, an openbaar lichaam, a kieskring or nothing but a name', () => {
    const area = (type: string, name: string) => {
      const { head, ...rest } = small;
      const authority = { id: '1', name };
      return rowsOf(osv({ ...rest, head: { ...head, type, authority } }))[2]![2];
    };
    expect([
      area('510b', 'Arnhem'),
      area('510b', 'Saba'),
      area('510c', 'Arnhem'),
      area('510d', 'Juinen'),
    ]).toEqual(['Gemeente Arnhem', 'Openbaar lichaam Saba', 'Kieskring Arnhem', 'Juinen']);
  });
});

describe('a count with one number on a line', () => {
  it('has each figure, list and candidate of each polling station', () => {
    const [head, ...rows] = tidy(small, SMALL_NAMES);
    expect(head!.at(-1)).toBe('aantal');
    expect(rows).toHaveLength(2 * (4 + 2 + 4));
    const start = ['GR2022_WestMaasenWaal', '0668', '0668::SB2', 'Bureau 2', ''];
    expect(rows.slice(10)).toEqual(
      [
        ['cijfer', 'kiesgerechtigden', '', '', '', '', '8'],
        ['cijfer', 'stemmen op lijsten', '', '', '', '', '4'],
        ['cijfer', 'blanco stemmen', '', '', '', '', '0'],
        ['cijfer', 'ongeldige stemmen', '', '', '', '', '0'],
        ['lijst', '', '1', 'Partij A', '', '', '3'],
        ['kandidaat', '', '1', 'Partij A', '1', 'Jansen; A.', '1'],
        ['kandidaat', '', '1', 'Partij A', '2', 'de "Rode" Vries', '2'],
        ['lijst', '', '2', 'Partij B', '', '', '1'],
        ['kandidaat', '', '2', 'Partij B', '1', 'Bakker', '0'],
        ['kandidaat', '', '2', 'Partij B', '2', 'Visser', '1'],
      ].map((row) => [...start, ...row]),
    );
  });

  it('has the totals where there are no polling stations, and nothing that a spreadsheet would calculate', () => {
    const named = { ...small.head, authority: { id: 'CSB', name: '=1+1' } };
    const rows = tidy({ ...small, head: named, units: [] }).slice(1);
    expect(rows.map((row) => row.slice(1, 4))).toContainEqual(['CSB', 'CSB', "'=1+1"]);
    expect(rows.at(-1)!.at(-1)).toBe('1');
    expect(osv({ ...small, units: [{ ...small.units[0]!, name: '@SUM(A1)' }] })).toContain(`;"'@SUM(A1)"`);
  });
});

describeWithShared('beside the spreadsheets of OSV and Abacus', () => {
  const REAL = path.join(SHARED, 'eml/real');
  const ABACUS = path.join(SHARED, 'eml/abacus');
  const namesIn = (...file: string[]) =>
    readCandidateNames(readFileSync(path.join(SHARED, 'eml', ...file)), 'geen');

  it('is the one of OSV of West Maas en Waal, byte for byte', () => {
    const count = countOf(readFileSync(path.join(REAL, 'Telling_GR2022_WestMaasenWaal.eml.xml')));
    const names = namesIn('real/Kandidatenlijsten_GR2022_WestMaasenWaal.eml.xml');
    const theirs = readFileSync(path.join(REAL, 'osv4-3_telling_gr2022_westmaasenwaal.csv'), 'utf8');
    expect(osv(count, names)).toBe(theirs);
    const votes = tidy(count, names).filter((row) => row[5] === 'kandidaat');
    expect(votes.reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBe(count.totals.totalCounted);
  });

  const beside = readdirSync(ABACUS, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    if (!name.endsWith('.zip')) return [];
    const files = unzipped(readFileSync(path.join(ABACUS, name)));
    const csv = files.find((file) => file.name.endsWith('.csv'));
    const inner = files.find((file) => file.name.endsWith('.zip'));
    if (csv === undefined || inner === undefined) return [];
    const eml = unzipped(inner.bytes).find((file) => file.name.endsWith('.eml.xml'))!;
    return [{ name, csv: csv.bytes.toString('utf8'), count: countOf(eml.bytes) }];
  });

  it('finds ten of Abacus, of counts and of a total', () => {
    expect(beside.map(({ count }) => count.head.type).sort()).toEqual([
      ...Array<string>(8).fill('510b'),
      ...Array<string>(2).fill('510d'),
    ]);
  });

  it.each(beside)('is $name, byte for byte', ({ csv, count }) => {
    const listed = count.head.election.id === 'GR2026_sHertogenbosch';
    const names = listed ? namesIn('abacus/defs/230b_GR2026_sHertogenbosch.eml.xml') : namesOf(csv);
    expect(osv(count, names)).toBe(csv);
  });

  it('without names has the same numbers and empty names', () => {
    const { csv, count } = beside[0]!;
    const anonymous = rowsOf(csv).map((row) =>
      row.map((cell, column) => (column === 3 ? '' : cell.replace(/^Blanco \(.*/, 'Blanco'))),
    );
    expect(rowsOf(osv(count)).slice(7)).toEqual(anonymous.slice(7));
  });

  it('takes the names of the kieskring that is counted, and none of another', () => {
    const all = readFileSync(path.join(REAL, 'Kandidatenlijsten_TK2025_Haarlem.eml.xml'), 'utf8');
    const [contest] = /<Contest>.*<\/Contest>/s.exec(all)!;
    const two = Buffer.from(
      all.replace(contest, contest + contest.replace(/(<ContestIdentifier Id=")[^"]*/, '$1XI')),
    );
    const first = (wanted: string) => readCandidateNames(two, wanted).get(1)?.get(1);
    expect([first('11'), first('12')]).toEqual(['Wilders, G.', undefined]);
  });
});

/** The names in a spreadsheet: of these counts there is no list of candidates. */
function namesOf(csv: string): CandidateNames {
  const names = new Map<number, Map<number, string>>();
  for (const [list, , number, name] of rowsOf(csv).slice(7)) {
    if (/^\d+$/.test(list ?? '')) names.set(Number(list), new Map());
    if (/^\d+$/.test(number ?? '')) [...names.values()].at(-1)!.set(Number(number), name!);
  }
  return names;
}

function unzipped(zip: Buffer): readonly { readonly name: string; readonly bytes: Buffer }[] {
  return readZip(bytesSource(zip)).entries.map(({ name, method, dataOffset, compressedSize }) => {
    const packed = zip.subarray(dataOffset, dataOffset + compressedSize);
    return { name, bytes: method === 'stored' ? packed : inflateRawSync(packed) };
  });
}
