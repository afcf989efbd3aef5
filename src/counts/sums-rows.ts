import { formatNumber } from '../web/format-number.js';
import { csvLine } from '../kernel/csv-text.js';
import type { BlockChange } from './difference.js';
import { gainOf, rowsOf } from './difference-rows.js';
import type { WholeStand, WholeSums } from './show-sums.js';

/** How a whole stands, in words. */
export const SUM_WORDS = {
  incomplete: 'nog niet compleet',
  agrees: 'klopt',
  differs: 'verschilt',
} as const satisfies Record<WholeSums['state'], string>;

/** What of a reporting unit cannot be. */
export const STRANGE_WORDS = {
  twice: 'staat er twee keer in',
  elsewhere: 'hoort bij een andere kieskring',
  unknown: 'hoort niet bij deze verkiezing',
} as const satisfies Record<WholeSums['strange'][number]['why'], string>;

/** How who need not deliver is in a whole. */
export const UNCHECKED_WORDS = {
  true: 'telt mee zoals het in het totaal staat',
  false: 'staat niet apart in het totaal',
} as const;

/** A whole in words: whose it is and which file. */
export const titleOf = ({ committee, message }: Pick<WholeStand, 'committee' | 'message'>): string =>
  `${committee.name}, ${message}`;

/** Where a whole is shown to the candidate. */
export const wholeHref = ({ committee }: Pick<WholeStand, 'committee'>): string =>
  `/sommen/${committee.code}`;

/** What the parts have and the whole has not: `lijsten 5, 6 ontbreken, met 7.600 stemmen`; empty where nothing is lost. */
export function lostInWords({
  lostLists,
  lostCandidates,
}: Pick<WholeSums, 'lostLists' | 'lostCandidates'>): string {
  if (lostLists.length > 0) {
    const votes = formatNumber(lostLists.reduce((sum, list) => sum + list.votes, 0));
    const lists = lostLists.map(({ list }) => list).join(', ');
    const many = lostLists.length > 1;
    return `${many ? 'lijsten' : 'lijst'} ${lists} ${many ? 'ontbreken' : 'ontbreekt'}, met ${votes} stemmen`;
  }
  if (lostCandidates === 0) return '';
  return `${lostCandidates === 1 ? '1 kandidaat ontbreekt' : `${lostCandidates} kandidaten ontbreken`}`;
}

/** The same as a sentence, a space after it; empty where nothing is lost. */
export function lostSentence(whole: Pick<WholeSums, 'lostLists' | 'lostCandidates'>): string {
  const words = lostInWords(whole);
  return words === '' ? '' : `${words[0]!.toUpperCase()}${words.slice(1)}. `;
}

const HEAD = ['bestand', 'van', 'stand', 'gebied', 'soort', 'lijst', 'kandidaat', 'wat'];

/** Wholes as a list for a spreadsheet, in parts: how each stands, who is missing, and each difference. */
export async function* sumsCsv(
  wholes: AsyncIterable<WholeSums> | Iterable<WholeSums>,
): AsyncGenerator<string, void, undefined> {
  yield `\ufeff${csvLine([...HEAD, 'som van de onderdelen', 'in het totaal', 'verschil'])}`;
  for await (const whole of wholes) yield* linesOf(whole);
}

function* linesOf(whole: WholeSums): Generator<string, void, undefined> {
  const area = (name: string) => [whole.message, whole.committee.name, SUM_WORDS[whole.state], name];
  const said = (name: string, kind: string, what: string) =>
    csvLine([...area(name), kind, '', '', what, '', '', '']);
  const lines = (name: string, change: BlockChange) =>
    Array.from(rowsOf(change, whole.names), (row) =>
      csvLine([
        ...[...area(name), row.kind, text(row.list), row.candidate ?? '', row.what],
        ...[row.before, row.after, gainOf(row)].map(text),
      ]),
    ).join('');
  yield said('totaal', 'stand', SUM_WORDS[whole.state]);
  for (const { name, inWhole } of whole.missing)
    yield said(name, 'ontbreekt', inWhole ? 'niet ontvangen, wel in het totaal' : 'niet ontvangen');
  for (const { name, inWhole } of whole.unchecked)
    yield said(name, 'hoeft niet', UNCHECKED_WORDS[`${inWhole}`]);
  for (const { id, name, why } of whole.strange)
    yield said(name === '' ? id : name, 'gebied', STRANGE_WORDS[why]);
  if (whole.totals !== null) yield lines('totaal', whole.totals);
  else
    for (const { list, name, votes } of whole.lostLists)
      yield csvLine([
        ...[...area('totaal'), 'lijst', String(list), '', `Lijst ${list}: ${name}`],
        ...[String(votes), '', String(-votes)],
      ]);
  for (const { part, absent, change } of whole.parts)
    yield absent ? said(part.name, 'gebied', 'staat niet in het totaal') : lines(part.name, change);
}

const text = (value: number | null): string => (value === null ? '' : String(value));
