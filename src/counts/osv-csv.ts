import { LayoutIndex } from '../verify/checks/layout-index.js';
import type { Block, Count, Head, Layout } from '../verify/eml/count.js';
import { areaNumber, FIGURE_ROWS } from '../verify/spreadsheet-form.js';
import { csvCell } from '../kernel/csv-text.js';
import { candidateName, listName, type CandidateNames } from './candidate-names.js';
import { unitName } from './unit-name.js';

/** A count with numbers: any but a 520. */
export type FullCount = Count & { readonly totals: Block };

/**
 * A count in the very form of the spreadsheet that OSV (`osv4-3_telling_….csv`) and Abacus put beside one: a column for each
 * reporting unit behind the total, figures first, then each list with its candidates. UTF-8 with a byte order mark, LF, none
 * after the last line; what is not given is empty. Without `names` of a candidate his cell is empty. Lists and candidates are
 * those of the total: what a unit alone names stands in the tidy form. Gives the text in parts, a list each.
 */
export function* osvCsv(
  { head, totals, units }: FullCount,
  names: CandidateNames,
): Generator<string, void, undefined> {
  const blocks = [totals, ...units.map(({ block }) => block)];
  const shown = units.map(({ name }) => unitName(name));
  yield `\ufeff${[
    ['Verkiezing', '', head.election.name ?? ''],
    ['Datum', '', head.election.date ?? ''],
    ['Gebied', '', areaOf(head)],
    ['Nummer', '', head.authority.id ?? ''],
    [],
    ['Lijstnummer', 'Aanduiding', 'Volgnummer', 'Naam kandidaat', 'Totaal', ...shown.map(({ name }) => name)],
    ['Gebiednummer', '', '', '', '', ...units.map(({ id }) => areaNumber(id))],
    ...(shown.some(({ postcode }) => postcode !== '')
      ? [['Postcode', '', '', '', '', ...shown.map(({ postcode }) => postcode)]]
      : []),
  ]
    .map(line)
    .join('\n')}`;
  for (const { word, of } of FIGURE_ROWS)
    if (of(totals) !== null) yield `\n${line(['', word, '', '', ...blocks.map((b) => String(of(b) ?? ''))])}`;
  const columns = columnsOf(totals.layout, blocks);
  for (const list of totals.layout.lists) {
    let part = `\n${line([String(list.id), listName(names, list), '', ''])}${votesAt(columns, list.first)}`;
    for (const [i, candidate] of list.candidates.entries()) {
      const number = typeof candidate === 'number' ? candidate : i + 1;
      const who = line(['', '', String(number), candidateName(names, list, i)]);
      part += `\n${who}${votesAt(columns, list.first + 1 + i)}`;
    }
    yield part;
  }
}

/** A column of numbers. */
interface Column {
  readonly votes: Uint32Array;
  /** Beside the numbers of the total: where each stands here, -1 where it does not; null: in the same place. */
  readonly places: Int32Array | null;
}

/** Blocks of one file share few layouts: each is looked up once. */
function columnsOf(first: Layout, blocks: readonly Block[]): readonly Column[] {
  const known = new Map<Layout, Int32Array | null>([[first, null]]);
  return blocks.map(({ layout, votes }) => {
    if (!known.has(layout)) known.set(layout, placesIn(layout, first));
    return { votes, places: known.get(layout)! };
  });
}

function placesIn(layout: Layout, first: Layout): Int32Array {
  const index = new LayoutIndex(layout);
  const places = new Int32Array(first.size).fill(-1);
  for (const { id, first: at, candidates, codes } of first.lists) {
    places[at] = index.place(id, null) ?? -1;
    for (const [i, candidate] of candidates.entries())
      places[at + 1 + i] = index.place(id, { id: candidate, code: codes?.[i] ?? null }) ?? -1;
  }
  return places;
}

function votesAt(columns: readonly Column[], at: number): string {
  let cells = '';
  for (const { votes, places } of columns) {
    const place = places === null ? at : places[at]!;
    cells += place < 0 ? ';' : `;"${votes[place]!}"`;
  }
  return cells;
}

/** Of a gemeente and a kieskring with what it is before its name; of a central committee the name alone. */
function areaOf({ type, authority }: Head): string {
  const name = authority.name ?? '';
  if (type === '510c') return `Kieskring ${name}`;
  if (type !== '510b') return name;
  return `${PUBLIC_ENTITIES.has(name) ? 'Openbaar lichaam' : 'Gemeente'} ${name}`;
}

const PUBLIC_ENTITIES = new Set(['Bonaire', 'Sint Eustatius', 'Saba']);

function line(cells: readonly string[]): string {
  return cells.map((cell) => (cell === '' ? '' : csvCell(cell))).join(';');
}
