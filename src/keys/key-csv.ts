import type { Manager } from '../identity/people.store.js';
import { segmentKey } from '../kernel/committee.js';
import { csvOf } from '../kernel/csv-text.js';
import { formatTime } from '../web/format-time.js';
import { standOf, type KeyLine } from './key-lines.js';

/** Committees and their keys as a list for a spreadsheet; `managers`, by `segmentKey`: whom to call where there is no key. */
export function keysCsv(
  lines: readonly KeyLine[],
  managers: ReadonlyMap<string, readonly Manager[]>,
): string {
  return csvOf(
    [
      ...['verkiezing', 'naam verkiezing', 'niveau', 'code', 'naam', 'stand', 'aangemeld'],
      ...['beheerder', 'telefoon'],
    ],
    lines.map((line) => {
      const own = managers.get(segmentKey(line)) ?? [];
      const called = line.key === null ? own : [];
      return [
        ...[line.electionId, line.electionName, line.body.level, line.body.code, line.name, standOf(line)],
        line.key === null ? '' : formatTime(line.key.registeredAt),
        called.map(({ name }) => name).join(', '),
        called.flatMap(({ phone }) => phone ?? []).join(', '),
      ];
    }),
  );
}
