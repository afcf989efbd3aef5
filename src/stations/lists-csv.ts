import { csvOf } from '../kernel/csv-text.js';
import { formatTime } from '../web/format-time.js';
import type { ShownLists } from './show-lists.js';

/** The lists of an election for a spreadsheet: who handed one in, and who has none yet, with the day it is asked for. */
export function listsCsv({ due, rows }: ShownLists): string {
  return csvOf(
    ['niveau', 'code', 'naam', 'stand', 'uiterlijk', 'versie', 'aangeleverd', 'stembureaus', 'opmerkingen'],
    rows.map(({ committee: { level, code, name }, list }) => [
      ...[level, code, name, list === null ? 'nog geen lijst' : 'aangeleverd', due],
      ...(list === null
        ? ['', '', '', '']
        : [String(list.version), formatTime(list.at, 'second'), String(list.count), String(list.warnings)]),
    ]),
  );
}
