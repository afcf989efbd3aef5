import { readFileSync } from 'node:fs';
import path from 'node:path';
import { grCount } from '../../test/support/counts.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import { writeCountCsv } from './count-csv.js';
import { writeCount } from './count-writer.js';
import { ballotsFound, listTotal, validVotes } from './tally.js';

const count = grCount();
const text = [...writeCountCsv(count, 'Gemeente Stadskanaal')].join('');
const rows = table(text);

function table(csv: string): string[][] {
  const lines = csv.replace(/^\uFEFF/, '').split('\n');
  return lines.map((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^;"]*)(?:;|$)/g)].map((match) => match[1]!);
    return cells.slice(0, -1).map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
  });
}

it('has no voter cards at a GR: OSV writes 0, Abacus leaves the row out', () => {
  const row = (product: 'osv' | 'abacus') =>
    [...writeCountCsv(grCount({ product }), 'Gemeente X')].filter((line) => line.includes('kiezerspas'));
  expect(row('osv')).toEqual([expect.stringMatching(/^\n;"geldige kiezerspas";;;("0";?)+$/)]);
  expect(row('abacus')).toEqual([]);
  for (const product of ['osv', 'abacus'] as const) {
    const eml = [...writeCount(grCount({ product }))].join('');
    expect(eml.match(/kiezerspassen">\s*(?!0<)\d/)).toBeNull();
    expect(eml.includes('kiezerspassen')).toBe(product === 'osv');
  }
});

describe('the spreadsheet beside a count', () => {
  it('opens with a BOM, the election and the columns, and ends without a line end', () => {
    expect(
      text.startsWith('\uFEFF"Verkiezing";;"Gemeenteraad Stadskanaal 2027"\n"Datum";;"2027-03-17"\n'),
    ).toBe(true);
    expect(rows[3]).toEqual(['Nummer', '', '0037']);
    expect(rows[5]!.slice(0, 5)).toEqual([
      'Lijstnummer',
      'Aanduiding',
      'Volgnummer',
      'Naam kandidaat',
      'Totaal',
    ]);
    expect(rows[6]!.slice(5)).toEqual(['1', '2', '3', '4']);
    expect(text.endsWith('"')).toBe(true);
  });

  it('has in every row a total that is the sum of its stations', () => {
    for (const row of rows.slice(8)) {
      const [total, ...stations] = row.slice(4).map(Number);
      expect(stations).toHaveLength(count.units.length);
      expect(stations.reduce((a, b) => a + b, 0)).toBe(total);
    }
  });

  it('says of every station what the count says', () => {
    const row = (word: string) =>
      rows
        .find((cells) => cells[1] === word)!
        .slice(5)
        .map(Number);
    const each = (of: (unit: (typeof count.units)[number]['tally']) => number) =>
      count.units.map((u) => of(u.tally));
    expect(row('geldige stembiljetten')).toEqual(each(validVotes));
    expect(row('aangetroffen stembiljetten')).toEqual(each(ballotsFound));
    expect(row('toegelaten kiezers')).toEqual(each((t) => t.figures.admitted));
    expect(row('Lijst "Warm & Droog"')).toEqual(each((t) => listTotal(t, 0)));
  });
});

describeWithShared('beside the spreadsheet of West Maas en Waal', () => {
  it('has the same rows of figures, in the same order and columns', () => {
    const file = path.join(SHARED, 'eml/real/osv4-3_telling_gr2022_westmaasenwaal.csv');
    const real = table(readFileSync(file, 'utf8'));
    const words = (cells: string[][]) => cells.slice(0, 24).map((row) => row.slice(0, 2).join('|'));
    expect(words(rows).slice(5)).toEqual(words(real).slice(5));
    expect(words(rows).slice(0, 4)).toEqual(words(real).slice(0, 4));
    const firstList = (cells: string[][]) =>
      cells[24]!.map((cell, i) => (i < 5 ? cell !== '' : null)).slice(0, 5);
    expect(firstList(rows)).toEqual(firstList(real));
  });
});
