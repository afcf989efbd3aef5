import { csvLine } from '../kernel/csv-text.js';
import type { CandidateNames } from '../counts/candidate-names.js';
import { unitName } from '../counts/unit-name.js';
import { KIND_WORDS, OUTCOME_WORDS, reasonOf } from './finding-words.js';
import { formatTime } from '../web/format-time.js';
import type { Bounds } from '../elections/bounds.js';
import type { Finding, JudgedStation } from './plausibility.js';
import type { SeenStation } from './show-plausibility.js';

/** In which order stations stand. */
export const ORDERS = {
  bestand: 'Nummer',
  aantal: 'Meeste bevindingen',
  verschil: 'Grootste verschil',
} as const;
export type Order = keyof typeof ORDERS;

/** What is shown: stations with any finding, those of them that nobody looked at, with one of a kind, or every station. */
export type Shown = Finding['kind'] | 'gevonden' | 'open' | 'alle';

/** The stations that somebody asks for, in their order; the same keep the order of the file. */
export function chooseStations(
  stations: readonly SeenStation[],
  { shown, order }: { readonly shown: Shown; readonly order: Order },
): readonly SeenStation[] {
  const chosen = stations.filter((station) => isShown(station, shown));
  if (order === 'bestand') return chosen;
  const rank = order === 'aantal' ? ({ findings }: JudgedStation) => findings.length : differenceSize;
  return [...chosen].sort((one, other) => rank(other) - rank(one));
}

function isShown({ findings, look }: SeenStation, shown: Shown): boolean {
  if (shown === 'alle') return true;
  if (shown === 'gevonden') return findings.length > 0;
  if (shown === 'open') return findings.length > 0 && look === null;
  return findings.some(({ kind }) => kind === shown);
}

const differenceSize = ({ ballots, admitted }: JudgedStation): number =>
  Math.abs(ballots - (admitted ?? ballots));

/** How many stations have a finding of each kind. */
export function countKinds(stations: readonly JudgedStation[]): ReadonlyMap<Finding['kind'], number> {
  const counts = new Map<Finding['kind'], number>();
  for (const { findings } of stations)
    for (const kind of new Set(findings.map((found) => found.kind)))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** What a station is called: its own name, else its number. */
export function stationName({ unit, name }: Pick<JudgedStation, 'unit' | 'name'>): string {
  return name === '' ? unit : `${unitName(name).name} (${unit})`;
}

const HEAD = [
  ...['gebied', 'naam', 'toegelaten', 'geteld', 'verschil', 'soort', 'reden'],
  ...['uitkomst', 'toelichting', 'bekeken door', 'bekeken op'],
];

/** Every finding on a line of its own, for a spreadsheet. */
export function* findingsCsv(
  stations: readonly SeenStation[],
  bounds: Bounds,
  names: CandidateNames,
): Generator<string, void, undefined> {
  yield `\ufeff${csvLine(HEAD)}`;
  for (const station of stations) {
    const { id, name, ballots, admitted, findings, look } = station;
    const difference = admitted === null ? '' : String(ballots - admitted);
    const begin = [id, unitName(name).name, String(admitted ?? ''), String(ballots), difference];
    const seen = look
      ? [OUTCOME_WORDS[look.outcome], look.note ?? '', look.by, formatTime(look.at)]
      : ['', '', '', ''];
    for (const found of findings)
      yield csvLine([...begin, KIND_WORDS[found.kind], reasonOf(found, bounds, names), ...seen]);
  }
}
