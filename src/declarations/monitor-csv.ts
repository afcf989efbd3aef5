import { KIND_NAMES } from '../bodies/organisation.js';
import { csvOf } from '../kernel/csv-text.js';
import { formatTime } from '../web/format-time.js';
import type { MonitorLine } from './monitor.js';
import { SHOWN } from './monitor-words.js';

/** The monitor as a list for a spreadsheet, as it was narrowed. */
export function monitorCsv(lines: readonly MonitorLine[]): string {
  return csvOf(
    [
      'code',
      'naam',
      'soort',
      'provincie',
      'samenwerkingsverband',
      'stand',
      'te laat',
      'ontvangen',
      'versie',
      'gepubliceerd op',
      'omdat',
    ],
    lines.map(({ organisation, name, known, standing, state, because }) => [
      organisation,
      name,
      known === null ? '' : KIND_NAMES[known.kind],
      known?.province ?? '',
      known?.arrangement ?? '',
      SHOWN[standing].label,
      state?.late === true ? 'ja' : '',
      state === null ? '' : formatTime(state.at),
      state === null ? '' : String(state.version),
      state?.publication?.url ?? '',
      because
        .map(({ electionId, committee: { level, code } }) => `${electionId} ${level} ${code}`)
        .join(', '),
    ]),
  );
}
