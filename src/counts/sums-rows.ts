import { csvOf } from '../kernel/csv-text.js';
import type { BlockChange } from './difference.js';
import { gainOf, rowsOf } from './difference-rows.js';
import type { ShownSums, WholeSums } from './show-sums.js';

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

/** Every whole as a list for a spreadsheet: how it stands, who is missing, and each difference. */
export function sumsCsv({ wholes }: ShownSums): string {
  const head = ['bestand', 'van', 'stand', 'gebied', 'soort', 'lijst', 'kandidaat', 'wat'];
  return csvOf(
    [...head, 'som van de onderdelen', 'in het totaal', 'verschil'],
    wholes.flatMap((whole) => {
      const area = (name: string) => [whole.message, whole.committee.name, SUM_WORDS[whole.state], name];
      const said = (name: string, kind: string, what: string) => [
        ...[...area(name), kind, '', '', what],
        ...['', '', ''],
      ];
      const lines = (name: string, change: BlockChange) =>
        [...rowsOf(change, whole.names)].map((row) => [
          ...[...area(name), row.kind, text(row.list), row.candidate ?? '', row.what],
          ...[row.before, row.after, gainOf(row)].map(text),
        ]);
      return [
        said('totaal', 'stand', SUM_WORDS[whole.state]),
        ...whole.missing.map(({ name, inWhole }) =>
          said(name, 'ontbreekt', inWhole ? 'niet ontvangen, wel in het totaal' : 'niet ontvangen'),
        ),
        ...whole.strange.map(({ id, name, why }) =>
          said(name === '' ? id : name, 'gebied', STRANGE_WORDS[why]),
        ),
        ...(whole.totals === null
          ? whole.lostLists.map(({ list, name, votes }) => [
              ...[...area('totaal'), 'lijst', String(list), '', `Lijst ${list}: ${name}`],
              ...[String(votes), '', String(-votes)],
            ])
          : lines('totaal', whole.totals)),
        ...whole.parts.flatMap(({ part, absent, change }) =>
          absent ? [said(part.name, 'gebied', 'staat niet in het totaal')] : lines(part.name, change),
        ),
      ];
    }),
  );
}

const text = (value: number | null): string => (value === null ? '' : String(value));
