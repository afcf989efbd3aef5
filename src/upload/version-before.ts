import type { Reader } from '../platform/postgres/database.js';
import { figuresDiffer, stationChanges, type ChangedStation, type Figures } from '../verify/figures.js';
import { findStations } from './submission.store.js';

/** A version of a count. */
interface CountVersion {
  /** Of its submission. */
  readonly id: string;
  readonly number: string;
  /** null: they are not known. */
  readonly figures: Figures | null;
}

/** The version that a count took or takes the place of, and the reporting units in which it is another. */
export interface VersionBefore extends Omit<CountVersion, 'id'> {
  readonly stations: readonly ChangedStation[];
}

/** Looks the reporting units of both up only when any number is another. */
export async function compareVersions(
  read: Reader,
  before: CountVersion,
  after: Omit<CountVersion, 'number'>,
): Promise<VersionBefore> {
  const differ = figuresDiffer(before.figures, after.figures) === true;
  const stations = differ ? await findStations(read, before.id, after.id) : null;
  const { number, figures } = before;
  return { number, figures, stations: stations === null ? [] : stationChanges(...stations) };
}
