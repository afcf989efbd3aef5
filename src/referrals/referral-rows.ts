import { csvOf } from '../kernel/csv-text.js';
import type { NamedReferral } from './show-referrals.js';
import { STATE_WORDS } from './words.js';

const HEAD = [
  ...['gemeente', 'naam', 'stembureau', 'naam stembureau', 'terugverwezen', 'wat valt op'],
  ...['stand', 'nieuwe versie', 'antwoord', 'beantwoord'],
];

/** Every station that was sent back, as a list for a spreadsheet. */
export function referralsCsv(referrals: readonly NamedReferral[]): string {
  return csvOf(
    HEAD,
    referrals.flatMap(({ to, toName, at, stations }) =>
      stations.map(({ unit, name, reason, state, answer }) => [
        ...[to.code, toName, unit, name, at.toISOString(), reason, STATE_WORDS[state.state]],
        state.state === 'corrected' && state.by === 'file' ? state.at.toISOString() : '',
        ...[answer?.text ?? '', answer?.at.toISOString() ?? ''],
      ]),
    ),
  );
}
