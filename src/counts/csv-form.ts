import { slug } from '../kernel/file-names.js';
import type { CandidateNames } from './candidate-names.js';
import { osvCsv, type FullCount } from './osv-csv.js';
import { tidyCsv } from './tidy-csv.js';

/** How a count is written as CSV: as OSV and Abacus do, or one number on a line. */
export const CSV_FORMS = ['osv', 'lang'] as const;
export type CsvForm = (typeof CSV_FORMS)[number];

/** A CSV to be saved, still to be written. */
export interface CountCsv {
  readonly name: string;
  /** Its text, in parts. */
  readonly parts: Iterable<string>;
}

/** A count in this form. */
export function countCsv(count: FullCount, names: CandidateNames, form: CsvForm): CountCsv {
  const { election, authority } = count.head;
  const whose = [election.id, authority.id, authority.name].flatMap((text) => text ?? []).map(slug);
  const stem = form === 'osv' ? 'osv4-3_telling' : 'telling_lang';
  return {
    name: `${[stem, ...whose].join('_').toLowerCase()}.csv`,
    parts: (form === 'osv' ? osvCsv : tidyCsv)(count, names),
  };
}
