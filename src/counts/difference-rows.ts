import { csvOf } from '../kernel/csv-text.js';
import { candidateLabel, type CandidateNames } from './candidate-names.js';
import type { BlockChange, Changed, Difference, UnitChange } from './difference.js';

/** A line of a difference: a figure, a list, or a candidate of the list above it. */
export interface DifferenceRow extends Changed {
  readonly kind: 'cijfer' | 'lijst' | 'kandidaat';
  readonly what: string;
  readonly list: number | null;
  readonly candidate: string | null;
}

/** The lines of a block, figures first, each list before its candidates. */
export function rowsOf({ figures, lists }: BlockChange, names: CandidateNames): readonly DifferenceRow[] {
  return [
    ...figures.map(({ what, before, after }) => ({
      ...({ kind: 'cijfer', what, before, after } as const),
      ...{ list: null, candidate: null },
    })),
    ...lists.flatMap(({ list, name, before, after, candidates }) => [
      {
        ...({ kind: 'lijst', what: `Lijst ${list}${name === '' ? '' : `: ${name}`}` } as const),
        ...{ list, candidate: null, before, after },
      },
      ...candidates.map((one) => ({
        ...({ kind: 'kandidaat', what: candidateLabel(names, list, one.candidate) } as const),
        ...{ list, candidate: String(one.candidate), before: one.before, after: one.after },
      })),
    ]),
  ];
}

/** What happened to a reporting unit, in a word or two. */
export const UNIT_WORDS = {
  changed: 'gewijzigd',
  added: 'nieuw in het bestand',
  gone: 'niet meer in het bestand',
  renumbered: 'ander nummer, zelfde cijfers',
} as const satisfies Record<UnitChange['how'], string>;

/** By how much; what is not there counts for nothing. */
export function gainOf({ before, after }: Changed): number {
  return (after ?? 0) - (before ?? 0);
}

/** Every difference as a list for a spreadsheet: the totals first, then each reporting unit. */
export function differenceCsv({ totals, units }: Difference, names: CandidateNames): string {
  const lines = (area: readonly string[], change: BlockChange): readonly (readonly string[])[] =>
    rowsOf(change, names).map((row) => [
      ...area,
      row.kind,
      text(row.list),
      row.candidate ?? '',
      row.what,
      ...[row.before, row.after, gainOf(row)].map(text),
    ]);
  const head = ['gebied', 'naam', 'stand', 'soort', 'lijst', 'kandidaat', 'wat', 'was', 'nu', 'verschil'];
  return csvOf(head, [
    ...lines(['totaal', '', ''], totals),
    ...units.flatMap((unit) => {
      const area = [unit.id, unit.name, UNIT_WORDS[unit.how]];
      return unit.how === 'renumbered'
        ? [[...area, 'gebied', '', '', 'Nummer', unit.was, unit.id, '']]
        : lines(area, unit);
    }),
  ]);
}

const text = (value: number | null): string => (value === null ? '' : String(value));
