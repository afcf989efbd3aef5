import { CsvSplitter, fieldStart, splitRow, type CsvRow } from '../csv-rows.js';
import type { Block, Count, Layout } from '../eml/count.js';
import type { Check, Finding } from '../verdict.js';
import { fromFindings, passed } from './check.js';

const CODE = 'attachments.csv';
const MAX_FINDINGS = 51;
/** First column with numbers (`Totaal`); the reporting units follow it. */
const FIRST = 4;

/** Rows of figures that the EML file has too, by their Dutch words in the CSV. */
const FIGURES: Readonly<Record<string, (block: Block) => number | null>> = {
  opgeroepenen: (block) => block.cast,
  'geldige stembiljetten': (block) => block.totalCounted,
  'blanco stembiljetten': (block) => rejected(block, 'blanco'),
  'ongeldige stembiljetten': (block) => rejected(block, 'ongeldig'),
};

function rejected(block: Block, reason: string): number | null {
  return block.rejected.find((entry) => entry.reason === reason)?.votes ?? null;
}

/**
 * Compares an `osv4-3_telling_….csv` with the count, row by row while it streams past: every list, candidate and the
 * figures both have, for the total and for every reporting unit, and that nothing is missing on either side. The CSV is
 * not signed, so it can be wrong where the count is right: differences warn.
 */
export class CsvComparer {
  private readonly splitter = new CsvSplitter((row) => this.row(row));
  private readonly findings: Finding[] = [];
  private total = 0;
  private broken: string | null = null;
  /** Blocks of the columns from `Totaal` on; null until the row `Gebiednummer` has been read. */
  private columns: (Block | null)[] | null = null;
  private list: string | null = null;
  private readonly seen = new Set<string>();

  constructor(
    private readonly count: Count & { readonly totals: Block },
    private readonly file: string,
  ) {}

  push(bytes: Uint8Array): void {
    this.broken ??= this.splitter.push(bytes);
  }

  end(): Check {
    this.broken ??= this.splitter.end();
    if (this.broken !== null) this.found(null, null, this.broken);
    else if (this.columns === null)
      this.found(
        null,
        null,
        'Het CSV-bestand heeft niet de afgesproken vorm: de regel ‘Gebiednummer’ ontbreekt.',
      );
    else this.missing();
    return this.total === 0
      ? passed(CODE, 'Het CSV-bestand noemt dezelfde aantallen als het telbestand.')
      : fromFindings(CODE, 'warn', this.findings, this.total);
  }

  private found(line: number | null, path: string | null, detail: string): void {
    this.total += 1;
    if (this.findings.length < MAX_FINDINGS)
      this.findings.push({ detail, place: { file: this.file, line, column: null, path } });
  }

  private row(row: CsvRow): void {
    const [list = '', word = '', candidate = ''] = splitRow(row.text, 3);
    if (list === 'Gebiednummer') return this.areas(row.line, splitRow(row.text).slice(FIRST + 1));
    if (this.columns === null) return;
    if (/^\d+$/.test(list)) {
      this.list = String(Number(list));
      return this.compare(row, `lijst ${this.list}`, this.votesOf(null));
    }
    if (list === '' && candidate !== '') {
      return this.compare(row, `lijst ${this.list ?? '?'}, kandidaat ${candidate}`, this.votesOf(candidate));
    }
    const figure = list === '' && Object.hasOwn(FIGURES, word) ? FIGURES[word] : undefined;
    if (figure !== undefined) this.compare(row, word, figure);
  }

  private areas(line: number, numbers: readonly string[]): void {
    const units = new Map(this.count.units.map((unit) => [areaNumber(unit.id), unit.block]));
    this.columns = [this.count.totals, ...numbers.map((number) => units.get(areaNumber(number)) ?? null)];
    const unknown = numbers.filter((number) => !units.has(areaNumber(number)));
    const present = new Set(numbers.map(areaNumber));
    const absent = [...units.keys()].filter((number) => !present.has(number));
    for (const number of unknown)
      this.found(
        line,
        `stembureau ${number.slice(0, 20)}`,
        'Dit stembureau staat in het CSV-bestand en niet in het telbestand.',
      );
    for (const number of absent)
      this.found(
        line,
        `stembureau ${number}`,
        'Dit stembureau staat in het telbestand en niet in het CSV-bestand.',
      );
    if (present.size !== numbers.length)
      this.found(line, null, 'Een stembureau staat twee keer in het CSV-bestand.');
  }

  /** Votes on the list being read, or on one of its candidates; null when the block has no such one. */
  private votesOf(candidate: string | null): (block: Block) => number | null {
    // Blocks share their layouts, so the place in `votes` is looked up once per row and not once per cell.
    const places = new Map<Layout, number>();
    return ({ layout, votes }) => {
      let place = places.get(layout);
      if (place === undefined) places.set(layout, (place = placeIn(layout, this.list, candidate)));
      return votes[place] ?? null;
    };
  }

  private compare({ line, text }: CsvRow, what: string, of: (block: Block) => number | null): void {
    if (this.seen.has(what))
      this.found(line, what, `De regel voor ${what} staat twee keer in het CSV-bestand.`);
    this.seen.add(what);
    const expected = this.columns!.map((block) => (block === null ? null : of(block)));
    // As OSV writes it: then no field needs to be looked at.
    if (text.slice(fieldStart(text, FIRST)) === `"${expected.join('";"')}"`) return;
    const fields = splitRow(text);
    for (const [i, votes] of expected.entries()) this.cell(line, what, i, fields[FIRST + i] ?? '', votes);
  }

  /** One number that may differ; `column` 0 is the total. */
  private cell(line: number, what: string, column: number, written: string, expected: number | null): void {
    const block = this.columns![column];
    if (block === null || written === String(expected)) return;
    if (expected === null) {
      if (column > 0 && (written === '' || written === '0')) return;
      return this.found(line, what, `Het CSV-bestand noemt ${what}, het telbestand niet.`);
    }
    const unit = this.count.units.find((one) => one.block === block);
    const where = unit === undefined || column === 0 ? what : `${what}, stembureau ${areaNumber(unit.id)}`;
    const said = written === '' ? 'niets' : written.slice(0, 20);
    this.found(
      line,
      where,
      `Het CSV-bestand noemt ${said} voor ${where}, het telbestand ${String(expected)}.`,
    );
  }

  /** Lists and candidates of the count that no row named. */
  private missing(): void {
    for (const list of this.count.totals.layout.lists) {
      const names = [
        `lijst ${String(list.id)}`,
        ...list.candidates.map((id) => `lijst ${String(list.id)}, kandidaat ${String(id)}`),
      ];
      for (const name of names) {
        if (!this.seen.has(name)) this.found(null, name, `In het CSV-bestand ontbreekt ${name}.`);
      }
    }
  }
}

/** Where the votes on a list or candidate stand; -1 when the layout has no such one. */
function placeIn(layout: Layout, id: string | null, candidate: string | null): number {
  const list = layout.lists.find((entry) => String(entry.id) === id);
  if (list === undefined) return -1;
  if (candidate === null) return list.first;
  const index = list.candidates.findIndex((entry) => String(entry) === candidate);
  return index < 0 ? -1 : list.first + 1 + index;
}

/** `0668::SB12` and `12` name the same reporting unit; leading zeros of an area code do not matter. */
function areaNumber(id: string): string {
  return id
    .slice(id.lastIndexOf(':') + 1)
    .replace(/^(SB|HSB)/, '')
    .replace(/^0+(?=\d)/, '');
}
