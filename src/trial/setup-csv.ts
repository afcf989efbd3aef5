import { csvOf } from '../kernel/csv-text.js';
import { formatTime } from '../web/format-time.js';
import { standingFaults } from './setup-check.js';
import type { SetupBoard } from './show-setup.js';
import { POINTS_OF_OTHERS, STATE_WORDS } from './words.js';

/** Who verified the set-up of an election, for a spreadsheet: every committee, with what it reported wrong. */
export function setupCsv({ rows }: SetupBoard): string {
  return csvOf(
    ['niveau', 'code', 'naam', 'stand', 'gecontroleerd', 'proeflevering', 'vingerafdruk', 'fout gemeld'],
    rows.map(({ committee: { level, code, name }, points, check, trial, state }) => [
      ...[level, code, name, STATE_WORDS[state].text],
      check === null ? '' : formatTime(check.at, 'second'),
      trial === null ? '' : formatTime(trial.at, 'second'),
      trial?.fingerprint ?? '',
      check === null
        ? ''
        : standingFaults(points, check)
            .map(({ code: point, note }) => `${POINTS_OF_OTHERS[point]}: ${note}`)
            .join('; '),
    ]),
  );
}
