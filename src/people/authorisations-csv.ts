import { roleName } from '../identity/hat.js';
import { csvOf } from '../kernel/csv-text.js';
import { dutchMoment } from '../kernel/dutch-time.js';
import type { Inventory } from './show-authorisations.js';

const HEAD = [
  'verkiezing',
  'niveau',
  'code',
  'naam',
  'rol',
  'stand',
  'op',
  'door',
  'gesproken met',
  'slaapt',
];

/** The inventory of a round: every role, whether it was confirmed or closed, when and by whom. */
export function inventoryCsv({ roles, closed, names }: Inventory): string {
  const standing = roles.map(({ electionId, body, name, role, review, dormant }) => {
    const by =
      review === null ? '' : review.byPerson === null ? 'het platform' : (names.get(review.byPerson) ?? '');
    return [
      ...[electionId ?? '', body.level, body.code, name, roleName(role)],
      ...[review === null ? 'open' : 'bevestigd', review === null ? '' : dutchMoment(review.at), by],
      ...['', dormant ? 'ja' : ''],
    ];
  });
  const ended = closed.map(({ electionId, body, name, role, at, by, spokeWith, reopenedAt }) => [
    ...[
      electionId ?? '',
      body.level,
      body.code,
      name,
      role === 'member' ? roleName('member') : roleName('manager'),
    ],
    ...[
      reopenedAt === null ? 'gesloten' : 'gesloten, weer geopend',
      dutchMoment(at),
      by,
      spokeWith ?? '',
      '',
    ],
  ]);
  return csvOf(HEAD, [...standing, ...ended]);
}
