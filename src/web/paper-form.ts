import { type DrawnGroups } from '../kernel/drawn-groups.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { FieldProblem } from './components/error-summary.js';

/** The names of a typed group's field and of a row's tick. */
export const groupName = (group: number): string => `groep${group}`;
export const rowName = (row: number): string => `rij${row}`;
/** What a ticked row sends. */
export const TICKED = 'gelijk';
/** Id of the whole question. */
export const PAPER_FIELD = 'vingerafdruk-groepen';

/** What a person read from paper, compared with the file. */
export type PaperReading =
  | { readonly kind: 'empty' }
  /** Every drawn group was typed as the file has it and every row was ticked: all 64 digits are equal. */
  | { readonly kind: 'equal'; readonly fingerprint: Sha256 }
  /** `slips`: whole groups that are not those of the file. The other problems say what is still to be filled in. */
  | {
      readonly kind: 'unfinished';
      readonly slips: readonly number[];
      readonly problems: readonly FieldProblem[];
    };

const HEX_4 = /^[0-9a-f]{4}$/;

/**
 * Reads the fields of PaperInput from a parsed form (unknown values from outside) against the file's own fingerprint. The
 * digits that count are those that were typed: what the page showed is compared by eye, and said with a tick per row.
 */
export function readPaperForm(
  form: Readonly<Record<string, unknown>>,
  fingerprint: Sha256,
  { hidden, rows }: DrawnGroups,
): PaperReading {
  const typed = hidden.map((number) => ({ number, digits: text(form[groupName(number)]).toLowerCase() }));
  const ticked = rows.map((_, i) => text(form[rowName(i + 1)]) === TICKED);
  if (typed.every(({ digits }) => digits === '') && !ticked.includes(true)) return { kind: 'empty' };
  const groups = [...typed, ...rows.flat()].sort((a, b) => a.number - b.number).map(({ digits }) => digits);
  const slips = typed
    .filter(({ number, digits }) => HEX_4.test(digits) && digits !== groupOf(fingerprint, number))
    .map(({ number }) => number);
  const problems = [
    ...typed.flatMap(({ number, digits }) =>
      HEX_4.test(digits) && !slips.includes(number)
        ? []
        : [{ field: groupName(number), message: groupProblem(number, digits) }],
    ),
    ...ticked.flatMap((is, i) => (is ? [] : [{ field: rowName(i + 1), message: rowProblem(i + 1) }])),
  ];
  return problems.length === 0
    ? { kind: 'equal', fingerprint: sha256(groups.join('')) }
    : { kind: 'unfinished', slips, problems };
}

function groupOf(fingerprint: Sha256, number: number): string {
  return fingerprint.slice((number - 1) * 4, number * 4);
}

function groupProblem(number: number, digits: string): string {
  return HEX_4.test(digits)
    ? `Groep ${number} is niet gelijk aan die van het bestand. Kijk nog eens op het papier en typ alleen deze groep opnieuw.`
    : `Typ groep ${number} over van het papier: 4 tekens, alleen cijfers en de letters a tot en met f.`;
}

function rowProblem(row: number): string {
  return `Vergelijk rij ${row} met het papier en zet het vinkje als zij gelijk is.`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 400) : '';
}
