import { csvCell, csvLine } from '../kernel/csv-text.js';
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
export function* rowsOf(
  { figures, lists }: BlockChange,
  names: CandidateNames,
): Generator<DifferenceRow, void, undefined> {
  for (const { what, before, after } of figures)
    yield { kind: 'cijfer', what, before, after, list: null, candidate: null };
  for (const { list, name, before, after, candidates } of lists) {
    const what = `Lijst ${list}${name === '' ? '' : `: ${name}`}`;
    yield { kind: 'lijst', what, list, candidate: null, before, after };
    for (const one of candidates) {
      const { candidate, before: was, after: is } = one;
      const who = candidateLabel(names, list, candidate);
      yield { kind: 'kandidaat', what: who, list, candidate: String(candidate), before: was, after: is };
    }
  }
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

const HEAD = ['gebied', 'naam', 'stand', 'soort', 'lijst', 'kandidaat', 'wat', 'was', 'nu', 'verschil'];

/** Every difference as a list for a spreadsheet, in parts: the totals first, then each reporting unit; null: none. */
export function* differenceCsv(
  difference: Difference | null,
  names: CandidateNames,
): Generator<string, void, undefined> {
  yield `\ufeff${csvLine(HEAD)}`;
  if (difference === null) return;
  yield linesOf(['totaal', '', ''], difference.totals, names);
  for (const unit of difference.units) {
    const area = [unit.id, unit.name, UNIT_WORDS[unit.how]];
    yield unit.how === 'renumbered'
      ? csvLine([...area, 'gebied', '', '', 'Nummer', unit.was, unit.id, ''])
      : linesOf(area, unit, names);
  }
}

function linesOf(area: readonly string[], change: BlockChange, names: CandidateNames): string {
  const begin = area.map(csvCell).join(';');
  let lines = '';
  for (const row of rowsOf(change, names)) {
    const { kind, list, candidate, what, before, after } = row;
    const whose = `${number(list)};${candidate === null ? '""' : csvCell(candidate)};${csvCell(what)}`;
    lines += `${begin};"${kind}";${whose};${number(before)};${number(after)};${number(gainOf(row))}\r\n`;
  }
  return lines;
}

const number = (value: number | null): string => (value === null ? '""' : `"${value}"`);
