import { csvOf } from '../kernel/csv-text.js';
import type { ShownResults } from './show-results.js';
import { versionPath } from './words.js';

const HEAD = [
  ...['kieskring', 'niveau', 'code', 'orgaan', 'bestand', 'stand', 'versie', 'openbaar sinds'],
  ...['vingerafdruk', 'adres', 'nieuwere versie geleverd'],
];

/** What of an election is public and what is not yet, as a list for a spreadsheet. `site`: without a slash behind it. */
export function resultsCsv({ plan, rows }: ShownResults, site: string): string {
  const { id } = plan.definition;
  return csvOf(
    HEAD,
    rows.map(({ duty: { about, message }, committee, district, last, newer }) => [
      ...[district?.place ?? '', about.level, about.code, committee.name, message],
      ...(last === null
        ? ['nog niet openbaar', '', '', '', '', '']
        : [
            ...['openbaar', String(last.publication.version), last.publication.at.toISOString()],
            last.fingerprint,
            last.publication.place.kind === 'elsewhere'
              ? last.publication.place.address
              : `${site}${versionPath(id, about, message, last.publication.version)}`,
            newer ? 'ja' : 'nee',
          ]),
    ]),
  );
}
