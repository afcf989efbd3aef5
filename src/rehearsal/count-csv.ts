import { areaNumber } from '../verify/spreadsheet-form.js';
import { hasVoterCards, totalOf, type CountDocument } from './count-document.js';
import { ballotsFound, csvWord, listTotal, validVotes, type Figure, type Tally } from './tally.js';

type Row = { readonly word: string; readonly of: (tally: Tally) => number };

const figure = (name: Figure): Row => ({ word: csvWord(name), of: (tally) => tally.figures[name] });

const ROWS: readonly Row[] = [
  figure('eligible'),
  figure('pollCards'),
  figure('proxies'),
  figure('voterCards'),
  figure('admitted'),
  { word: 'geldige stembiljetten', of: validVotes },
  figure('blank'),
  figure('invalid'),
  { word: 'aangetroffen stembiljetten', of: ballotsFound },
  figure('more'),
  figure('fewer'),
  figure('takenAlong'),
  figure('tooFewIssued'),
  figure('tooManyIssued'),
  figure('unexplained'),
  figure('otherwise'),
];

/**
 * Writes the spreadsheet that OSV puts beside a count (`osv4-3_telling_…csv`, and Abacus after it), one line at a time: UTF-8 with a BOM,
 * semicolons, every value in quotes, LF between lines and none after the last. A column per reporting unit, a total
 * before them, figures first, then each list followed by its candidates. `area` is the whole territory, `Gemeente
 * West Maas en Waal`.
 */
export function* writeCountCsv(document: CountDocument, area: string): Generator<string> {
  const { election, units, lists } = document;
  const total = totalOf(document);
  const tallies = [total, ...units.map((unit) => unit.tally)];
  const values = (of: (tally: Tally) => number) => tallies.map((tally) => quoted(of(tally))).join(';');

  yield `\uFEFF${line(['Verkiezing', null, election.name])}`;
  yield `\n${line(['Datum', null, election.date])}`;
  yield `\n${line(['Gebied', null, area])}`;
  yield `\n${line(['Nummer', null, document.authority.id])}`;
  yield '\n';
  const names = units.map((unit) => unit.name);
  yield `\n${line(['Lijstnummer', 'Aanduiding', 'Volgnummer', 'Naam kandidaat', 'Totaal', ...names])}`;
  yield `\n${line(['Gebiednummer', null, null, null, null, ...units.map((unit) => areaNumber(unit.id))])}`;
  yield `\n${line(['Postcode', null, null, null, null, ...units.map((unit) => unit.postcode ?? '')])}`;
  const rows = ROWS.filter(({ word }) => hasVoterCards(document) || word !== csvWord('voterCards'));
  for (const row of rows) yield `\n;${quoted(row.word)};;;${values(row.of)}`;
  for (const [l, list] of lists.entries()) {
    yield `\n${quoted(list.number)};${quoted(list.name)};;;${values((tally) => listTotal(tally, l))}`;
    for (const [c, name] of list.candidates.entries()) {
      yield `\n;;${quoted(c + 1)};${quoted(name)};${values((tally) => tally.votes[l]![c]!)}`;
    }
  }
}

function line(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => (cell === null ? '' : quoted(cell))).join(';');
}

function quoted(value: string | number): string {
  return `"${String(value).replaceAll('"', '""')}"`;
}
