import { csvCell, csvLine } from '../kernel/csv-text.js';
import type { Block, Layout, ReportingUnit } from '../verify/eml/count.js';
import { candidateName, listName, type CandidateNames } from './candidate-names.js';
import type { FullCount } from './osv-csv.js';
import { unitName } from './unit-name.js';

const HEAD = [
  'verkiezing',
  'orgaan',
  'gebied',
  'naam gebied',
  'postcode',
  'soort',
  'cijfer',
  'lijst',
  'aanduiding',
  'kandidaat',
  'naam kandidaat',
  'aantal',
];

/**
 * A count with one number on a line, to filter and add up: of each reporting unit its figures (`soort` is `cijfer`), the
 * total of each list (`lijst`) and each candidate (`kandidaat`). The totals of the file would count everything twice: they are
 * in it only where there are no units. As other CSVs of the site: semicolons, CRLF, a byte order mark, no formulas. Without
 * `names` of a candidate his name is empty. Gives the text in parts, a unit each.
 */
export function* tidyCsv(count: FullCount, names: CandidateNames): Generator<string, void, undefined> {
  const { head, totals } = count;
  const { id, name } = head.authority;
  const whole: ReportingUnit = { id: id ?? '', name: name ?? '', block: totals };
  const known = new Map<Layout, readonly string[]>();
  yield `\ufeff${csvLine(HEAD)}`;
  for (const unit of count.units.length === 0 ? [whole] : count.units) {
    const { layout, votes } = unit.block;
    let middles = known.get(layout);
    if (middles === undefined) known.set(layout, (middles = middlesOf(layout, names)));
    const shown = unitName(unit.name);
    const start = cells([head.election.id ?? '', id ?? '', unit.id, shown.name, shown.postcode]);
    let part = '';
    for (const [what, number] of figuresOf(unit.block))
      part += `${start}${cells(['cijfer', what, '', '', '', ''])}"${number}"\r\n`;
    for (let at = 0; at < middles.length; at += 1) part += `${start}${middles[at]!}"${votes[at]!}"\r\n`;
    yield part;
  }
}

/** What stands between the unit and the number, beside the numbers of a layout. */
function middlesOf(layout: Layout, names: CandidateNames): readonly string[] {
  const middles = new Array<string>(layout.size).fill(cells(['', '', '', '', '', '']));
  for (const list of layout.lists) {
    const named = [String(list.id), listName(names, list)];
    middles[list.first] = cells(['lijst', '', ...named, '', '']);
    for (const [i, candidate] of list.candidates.entries()) {
      const who = [String(candidate), candidateName(names, list, i)];
      middles[list.first + 1 + i] = cells(['kandidaat', '', ...named, ...who]);
    }
  }
  return middles;
}

function figuresOf({
  cast,
  totalCounted,
  rejected,
  uncounted,
}: Block): readonly (readonly [string, number])[] {
  return [
    ['kiesgerechtigden', cast],
    ['stemmen op lijsten', totalCounted],
    ...rejected.map(({ reason, votes }) => [REJECTED[reason] ?? reason, votes] as const),
    ...uncounted.map(({ reason, votes }) => [reason, votes] as const),
  ];
}

const REJECTED: Readonly<Record<string, string>> = {
  blanco: 'blanco stemmen',
  ongeldig: 'ongeldige stemmen',
};

/** Each with its separator behind it. */
function cells(texts: readonly string[]): string {
  return texts.map((text) => `${csvCell(text)};`).join('');
}
