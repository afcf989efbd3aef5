import { csvCell, csvLine } from '../kernel/csv-text.js';
import type { CandidateNames } from '../counts/candidate-names.js';
import { unitName } from '../counts/unit-name.js';
import { KIND_WORDS, reasonOf } from './finding-words.js';
import type { Finding, JudgedStation, Thresholds } from './plausibility.js';

/** In which order stations stand. */
export const ORDERS = {
  bestand: 'Nummer',
  aantal: 'Meeste bevindingen',
  verschil: 'Grootste verschil',
} as const;
export type Order = keyof typeof ORDERS;

/** What is shown: stations with any finding, with one of a kind, or every station. */
export type Shown = Finding['kind'] | 'gevonden' | 'alle';

/** The stations that somebody asks for, in their order; the same keep the order of the file. */
export function chooseStations(
  stations: readonly JudgedStation[],
  { shown, order }: { readonly shown: Shown; readonly order: Order },
): readonly JudgedStation[] {
  const chosen = stations.filter(
    ({ findings }) =>
      shown === 'alle' ||
      (shown === 'gevonden' ? findings.length > 0 : findings.some(({ kind }) => kind === shown)),
  );
  if (order === 'bestand') return chosen;
  const rank = order === 'aantal' ? ({ findings }: JudgedStation) => findings.length : differenceSize;
  return [...chosen].sort((one, other) => rank(other) - rank(one));
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
export function stationName({ id, name }: Pick<JudgedStation, 'id' | 'name'>): string {
  return name === '' ? id : unitName(name).name;
}

const HEAD = ['gebied', 'naam', 'toegelaten', 'geteld', 'verschil', 'soort', 'reden'];

/** Every finding on a line of its own, for a spreadsheet. */
export function* findingsCsv(
  stations: readonly JudgedStation[],
  bounds: Thresholds,
  names: CandidateNames,
): Generator<string, void, undefined> {
  yield `\ufeff${csvLine(HEAD)}`;
  for (const station of stations) {
    const { id, ballots, admitted, findings } = station;
    const difference = admitted === null ? '' : String(ballots - admitted);
    const begin = [id, stationName(station), String(admitted ?? ''), String(ballots), difference];
    for (const found of findings)
      yield `${begin.map(csvCell).join(';')};${csvLine([KIND_WORDS[found.kind], reasonOf(found, bounds, names)])}`;
  }
}
