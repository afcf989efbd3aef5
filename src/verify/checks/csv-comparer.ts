import { CsvSplitter, fieldStart, splitRow, type CsvRow } from '../csv-rows.js';
import type { Block, Count, Layout, ListLayout } from '../eml/count.js';
import type { Check, Finding } from '../verdict.js';
import { areaNumber, FIGURE_ROWS } from '../spreadsheet-form.js';
import { shortened } from '../zip/names.js';
import { fromFindings, passed } from './check.js';
import { LayoutIndex, type Who } from './layout-index.js';

const CODE = 'attachments.csv';
const MAX_FINDINGS = 51;
/** Differences after which the rest is not compared: by then it is another spreadsheet. */
const ENOUGH = 10_000;
/** First column with numbers (`Totaal`); the reporting units follow it. */
const FIRST = 4;

/** Rows of figures by their word. */
const FIGURES = new Map(FIGURE_ROWS.map(({ word, of }) => [word, of]));

/**
 * Compares an `osv4-3_telling_….csv` or `abacus_telling_….csv` with the count, row by row while it streams past: every list, candidate and the
 * figures both have, for the total and for every reporting unit, and that nothing is missing on either side. The CSV is
 * not signed, so it can be wrong where the count is right: differences warn.
 */
export class CsvComparer {
  private readonly splitter = new CsvSplitter((row) => this.row(row));
  private readonly findings: Finding[] = [];
  private total = 0;
  private broken: string | null = null;
  /** Blocks of the columns from `Totaal` on; null until the row `Gebiednummer` has been read. */
  private columns: readonly Column[] | null = null;
  private list: ListLayout | null = null;
  private listName = '?';
  private readonly seen = new Set<string>();
  private readonly lists: ReadonlyMap<number, ListLayout>;
  private readonly indexes = new Map<Layout, LayoutIndex>();

  constructor(
    private readonly count: Count & { readonly totals: Block },
    private readonly file: string,
  ) {
    this.lists = new Map(count.totals.layout.lists.map((list) => [list.id, list]));
  }

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
    if (this.total >= ENOUGH) return;
    const [list = '', word = '', candidate = ''] = splitRow(row.text, 3);
    if (list === 'Gebiednummer') return this.areas(row.line, splitRow(row.text).slice(FIRST + 1));
    if (this.columns === null) return;
    if (/^\d{1,9}$/.test(list)) return this.startList(row, Number(list));
    if (list === '' && candidate !== '') return this.candidate(row, candidate);
    const figure = list === '' ? FIGURES.get(word) : undefined;
    if (figure !== undefined && figure(this.count.totals) !== null) this.compare(row, word, figure);
  }

  private startList(row: CsvRow, id: number): void {
    this.list = this.lists.get(id) ?? null;
    this.listName = `lijst ${String(id)}`;
    this.compare(row, this.listName, this.votesOf(id, null));
  }

  private candidate(row: CsvRow, written: string): void {
    const index = this.list === null ? -1 : this.indexOf(this.list, written);
    const one = index < 0 ? { name: shortened(written, 20), who: null } : candidateAt(this.list!, index);
    const votes = one.who === null ? () => null : this.votesOf(this.list!.id, one.who);
    this.compare(row, `${this.listName}, kandidaat ${one.name}`, votes);
  }

  private areas(line: number, numbers: readonly string[]): void {
    if (this.columns !== null)
      return this.found(line, null, 'De regel ‘Gebiednummer’ staat twee keer in het CSV-bestand.');
    const units = new Map(this.count.units.map((unit) => [comparedArea(unit.id), unit.block]));
    this.columns = [
      { block: this.count.totals, where: '' },
      ...numbers.map((number) => ({
        block: units.get(comparedArea(number)) ?? null,
        where: `, stembureau ${shortened(comparedArea(number), 20)}`,
      })),
    ];
    const unknown = numbers.filter((number) => !units.has(comparedArea(number)));
    const present = new Set(numbers.map(comparedArea));
    const absent = [...units.keys()].filter((number) => !present.has(number));
    for (const number of unknown)
      this.found(
        line,
        `stembureau ${shortened(number, 20)}`,
        'Dit stembureau staat in het CSV-bestand en niet in het telbestand.',
      );
    for (const number of absent)
      this.found(
        line,
        `stembureau ${shortened(number, 20)}`,
        'Dit stembureau staat in het telbestand en niet in het CSV-bestand.',
      );
    if (present.size !== numbers.length)
      this.found(line, null, 'Een stembureau staat twee keer in het CSV-bestand.');
  }

  /** Votes on the list being read, or on one of its candidates; null when the block has no such one. */
  private votesOf(list: number, who: Who | null): (block: Block) => number | null {
    // Blocks share their layouts, so the place in `votes` is looked up once per row and not once per cell.
    const places = new Map<Layout, number>();
    return ({ layout, votes }) => {
      let place = places.get(layout);
      if (place === undefined) places.set(layout, (place = this.index(layout).place(list, who) ?? -1));
      return votes[place] ?? null;
    };
  }

  private index(layout: Layout): LayoutIndex {
    let index = this.indexes.get(layout);
    if (index === undefined) this.indexes.set(layout, (index = new LayoutIndex(layout)));
    return index;
  }

  /** Place in its list of the candidate that a row names by Id; where the totals have no Ids, by its number. */
  private indexOf({ id, first, candidates }: ListLayout, written: string): number {
    if (!/^[1-9]\d{0,8}$/.test(written)) return -1;
    const number = Number(written);
    const place = this.index(this.count.totals.layout).place(id, { id: number, code: null });
    if (place !== undefined) return place - first - 1;
    return typeof candidates[number - 1] === 'string' ? number - 1 : -1;
  }

  private compare({ line, text }: CsvRow, what: string, of: (block: Block) => number | null): void {
    if (this.seen.has(what))
      return this.found(line, what, `De regel voor ${what} staat twee keer in het CSV-bestand.`);
    this.seen.add(what);
    // A full row has this many separators at least: so comparing costs no more than the row is long.
    if (text.length < FIRST + this.columns!.length - 1)
      return this.found(line, what, `De regel voor ${what} is te kort: er ontbreken kolommen.`);
    const expected = this.columns!.map(({ block }) => (block === null ? null : of(block)));
    // As OSV writes it: then no field needs to be looked at.
    if (text.slice(fieldStart(text, FIRST)) === `"${expected.join('";"')}"`) return;
    const fields = splitRow(text);
    for (const [i, votes] of expected.entries()) this.cell(line, what, i, fields[FIRST + i] ?? '', votes);
  }

  /** One number that may differ; `column` 0 is the total. */
  private cell(line: number, what: string, column: number, written: string, expected: number | null): void {
    const { block, where } = this.columns![column]!;
    if (block === null || written === String(expected)) return;
    if (expected === null) {
      if (column > 0 && (written === '' || written === '0')) return;
      return this.found(line, what, `Het CSV-bestand noemt ${what}, het telbestand niet.`);
    }
    const said = written === '' ? 'niets' : shortened(written, 20);
    this.found(
      line,
      what + where,
      `Het CSV-bestand noemt ${said} voor ${what}${where}, het telbestand ${String(expected)}.`,
    );
  }

  /** Lists and candidates of the count that no row named. */
  private missing(): void {
    for (const list of this.count.totals.layout.lists) {
      const names = [
        `lijst ${String(list.id)}`,
        ...list.candidates.map((_, i) => `lijst ${String(list.id)}, kandidaat ${candidateAt(list, i).name}`),
      ];
      for (const name of names) {
        if (!this.seen.has(name)) this.found(null, name, `In het CSV-bestand ontbreekt ${name}.`);
      }
    }
  }
}

/** A column of numbers: the block it repeats (null: one the count does not have), and how a sentence names it. */
interface Column {
  readonly block: Block | null;
  readonly where: string;
}

function candidateAt({ candidates, codes }: ListLayout, index: number): { name: string; who: Who } {
  const id = candidates[index]!;
  return { name: String(typeof id === 'string' ? index + 1 : id), who: { id, code: codes?.[index] ?? null } };
}

/** `0668::SB12` and `12` name the same reporting unit; leading zeros of an area code do not matter. */
function comparedArea(id: string): string {
  return areaNumber(id)
    .replace(/^HSB/, '')
    .replace(/^0+(?=\d)/, '');
}
