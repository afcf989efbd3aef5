import { CsvSplitter, splitRow, type CsvRow } from '../verify/csv-rows.js';

/** So large a file is read: some thousands of lines. */
export const MAX_TABLE_BYTES = 1024 * 1024;
/** So many lines below its head. */
const MOST_LINES = 5_000;

/** A line of a file that cannot be used, counted from 1, and why. */
export interface LineProblem {
  readonly line: number;
  readonly detail: string;
}

/** A line below the head: what stands in each column that the head names, without space around it. */
export interface TableLine {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<string, string>>>;
}

/** What a spreadsheet saved: UTF-8 where it can be that, else Windows-1252, in which every byte is a character or nothing. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Reads a table that was saved as CSV: in UTF-8 or Windows-1252, with semicolons, commas or tabs between the columns. Its
 * first line names the columns, in any order and case. Gives the lines that hold something, and what is wrong with the
 * file as a whole. `required` are columns that must be there, `optional` those that may; another is wrong.
 */
export function readTable(
  bytes: Uint8Array,
  { required, optional }: { readonly required: readonly string[]; readonly optional: readonly string[] },
): { readonly lines: readonly TableLine[]; readonly problems: readonly LineProblem[] } {
  const [first, ...below] = rowsOf(textOf(bytes));
  if (first === undefined) return { lines: [], problems: [{ line: 1, detail: 'Het bestand is leeg.' }] };
  const separator = [';', '\t', ','].find((each) => first.text.includes(each)) ?? ';';
  const split = (text: string) => splitRow(text, Infinity, separator).map(cellOf);
  const heads = split(first.text).map((head) => head.toLowerCase());
  const problems = [
    ...headProblems(heads, required, optional),
    ...(below.length > MOST_LINES ? [`Er staan meer dan ${MOST_LINES} regels in.`] : []),
  ].map((detail) => ({ line: first.line, detail }));
  if (problems.length > 0) return { lines: [], problems };
  const lines = below.map(({ line, text }) => ({ line, cells: split(text) }));
  return {
    lines: lines.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(heads.map((head, i) => [head, cells[i] ?? ''])),
    })),
    problems: lines
      .filter(({ cells }) => cells.slice(heads.length).some((cell) => cell !== ''))
      .map(({ line }) => ({ line, detail: `Er staat meer op deze regel dan de ${heads.length} kolommen.` })),
  };
}

/** The rows that hold something. */
function rowsOf(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  const splitter = new CsvSplitter((row) => rows.push(row));
  splitter.push(Buffer.from(text));
  splitter.end();
  return rows.filter(({ text: row }) => /[^;,\t\s"]/.test(row));
}

/** Without the mark that keeps a spreadsheet from taking a telephone number for a formula. */
const cellOf = (cell: string) =>
  cell
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
    .normalize('NFC');

function headProblems(
  heads: readonly string[],
  required: readonly string[],
  optional: readonly string[],
): readonly string[] {
  const known = [...required, ...optional];
  const columns = `De kolommen zijn: ${known.join(', ')}.`;
  return [
    ...required
      .filter((name) => !heads.includes(name))
      .map((name) => `De kolom "${name}" ontbreekt. ${columns}`),
    ...heads
      .filter((head) => !known.includes(head))
      .map((head) => `De kolom "${head.slice(0, 40)}" is niet bekend. ${columns}`),
    ...heads
      .filter((head, i) => known.includes(head) && heads.indexOf(head) !== i)
      .map((head) => `De kolom "${head}" staat er twee keer in.`),
  ];
}
