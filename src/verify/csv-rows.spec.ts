import { CsvSplitter, fieldStart, splitRow } from './csv-rows.js';

function rowsOf(text: string, chunk = text.length): { rows: [number, ...string[]][]; fault: string | null } {
  const rows: [number, ...string[]][] = [];
  const splitter = new CsvSplitter(({ line, text: row }) => rows.push([line, ...splitRow(row)]));
  const bytes = Buffer.from(text, 'utf8');
  let fault: string | null = null;
  for (let at = 0; at < bytes.length && fault === null; at += chunk)
    fault = splitter.push(bytes.subarray(at, at + chunk));
  return { rows, fault: fault ?? splitter.end() };
}

describe('rows of a CSV file', () => {
  it.each<[string, string, [number, ...string[]][]]>([
    [
      'values in quotes',
      '"a";"b"\n"c";"d"',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'bare and empty values',
      'a;;b;\n;',
      [
        [1, 'a', '', 'b', ''],
        [2, '', ''],
      ],
    ],
    ['a byte order mark', '\ufeff"a"', [[1, 'a']]],
    [
      'CR LF',
      '"a"\r\n"b"\r\n',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'an empty line',
      'a\n\nb',
      [
        [1, 'a'],
        [2, ''],
        [3, 'b'],
      ],
    ],
    [
      'quotes, semicolons and lines inside a value',
      '"a ""b""; c\nd";"e"\n"f"',
      [
        [1, 'a "b"; c\nd', 'e'],
        [3, 'f'],
      ],
    ],
    ['a value of doubled quotes only', '"""""";x', [[1, '""', 'x']]],
    ['a quote that never closes', '"a;b\nc', [[1, 'a;b\nc']]],
    ['something after a closing quote', '"a"b;c', [[1, 'a', 'c']]],
    ['accents', '"Súdwest-Fryslân"', [[1, 'Súdwest-Fryslân']]],
  ])('reads %s, in one piece and byte by byte', (_, text, rows) => {
    expect(rowsOf(text)).toEqual({ rows, fault: null });
    expect(rowsOf(text, 1)).toEqual({ rows, fault: null });
  });

  it('refuses what is no UTF-8 and what never ends', () => {
    const splitter = new CsvSplitter(() => undefined);
    expect(splitter.push(Buffer.from([0x61, 0xff]))).toContain('geen UTF-8');
    expect(new CsvSplitter(() => undefined).push(Buffer.alloc(3 * 1024 * 1024, 0x61))).toContain('te lang');
  });

  it.each([
    ['rows without quotes', 'a;b\n'.repeat(2_000_000)],
    ['empty lines', '\n'.repeat(8_000_000)],
    ['one quoted row of many lines', `"${'\n'.repeat(1_900_000)}"`],
  ])(
    'takes time by the length of the file: %s',
    (_, text) => {
      const bytes = Buffer.from(text);
      const began = process.cpuUsage();
      const splitter = new CsvSplitter(() => undefined);
      for (let at = 0; at < bytes.length; at += 262_144) splitter.push(bytes.subarray(at, at + 262_144));
      expect(splitter.end()).toBeNull();
      expect(process.cpuUsage(began).user).toBeLessThan(8_000_000);
    },
    60_000,
  );

  it('finds a field without splitting the rest', () => {
    const row = '"a;""b""";;c;"d"';
    expect(splitRow(row, 2)).toEqual(['a;"b"', '']);
    expect([0, 1, 2, 3].map((i) => splitRow(row.slice(fieldStart(row, i)), 1)[0])).toEqual(splitRow(row));
    expect(fieldStart(row, 9)).toBeGreaterThan(row.length);
  });
});
