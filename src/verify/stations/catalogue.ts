import { fromFindings, type CheckGroup, type Found } from '../checks/check.js';
import { KEPT_FINDINGS } from '../eml/notes.js';
import type { Check, Place } from '../verdict.js';
import { MOST_LISTED } from './read-station-list.js';
import type { Spot, Written } from './station-list.js';

/** The checks of a list of polling stations (110b). Their numbers have three digits: those of a delivery have two. */
export const STATION_LIST_CHECKS = {
  'list.xml': {
    number: 101,
    title: 'Het bestand is goedgevormde XML in UTF-8, zonder DOCTYPE en niet te groot',
    outcomes: ['refuse'],
  },
  'list.type': {
    number: 102,
    title: 'Het bestand is een stembureaulijst (110b) van EML_NL 1.2.2 of 1.3',
    outcomes: ['refuse', 'skipped'],
  },
  'list.parts': {
    number: 103,
    title: 'Elk onderdeel waarop wordt beslist staat er precies één keer',
    outcomes: ['refuse', 'skipped'],
  },
  'list.election': {
    number: 104,
    title: 'De lijst hoort bij deze verkiezing',
    outcomes: ['refuse', 'skipped'],
  },
  'list.date': { number: 105, title: 'De verkiezingsdatum klopt', outcomes: ['refuse', 'skipped'] },
  'list.committee': {
    number: 106,
    title: 'De lijst is van het stembureau dat haar aanlevert',
    outcomes: ['refuse', 'skipped'],
  },
  'list.created': { number: 107, title: 'De aanmaaktijd is een tijdstip', outcomes: ['warn', 'skipped'] },
  'list.stations': {
    number: 108,
    title: `Er staan stembureaus in, hoogstens ${String(MOST_LISTED)}`,
    outcomes: ['refuse', 'skipped'],
  },
  'list.ids': {
    number: 109,
    title: 'Elk stembureau heeft een nummer',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'list.unique': {
    number: 110,
    title: 'Geen stembureau staat er twee keer in',
    outcomes: ['refuse', 'skipped'],
  },
  'list.names': { number: 111, title: 'Elk stembureau heeft een naam', outcomes: ['warn', 'skipped'] },
  'list.voters': {
    number: 112,
    title: 'De aantallen kiezers zijn hele getallen',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'list.sum': {
    number: 113,
    title: 'De stembureaus hebben samen het aantal kiezers van de gemeente',
    outcomes: ['warn', 'skipped'],
  },
  'list.voting': { number: 114, title: 'De manier van stemmen is bekend', outcomes: ['warn', 'skipped'] },
  'list.address': {
    number: 115,
    title: 'Postcodes en huisnummers hebben de juiste vorm',
    outcomes: ['warn', 'skipped'],
  },
} as const satisfies CheckGroup;

export type StationListCheck = keyof typeof STATION_LIST_CHECKS;
/** In the order in which a judgement lists them. */
export const STATION_LIST_CODES = Object.keys(STATION_LIST_CHECKS) as readonly StationListCheck[];

/** How many there are, and the first of them as findings. */
export function foundIn<T extends Spot>(all: readonly T[], detail: (each: T) => string): Found {
  const first = all.slice(0, KEPT_FINDINGS).map((each) => ({ detail: detail(each), place: placeOf(each) }));
  return { total: all.length, first };
}

/** One finding that refuses for each, at least one. */
export function refuseAll<T extends Spot>(
  code: string,
  all: readonly T[],
  detail: (each: T) => string,
): Check {
  const { first, total } = foundIn(all, detail);
  return fromFindings(code, 'refuse', first, total);
}

/** One finding that refuses, with its place. */
export function refusing(code: string, detail: string, at: Written | null): Check {
  return fromFindings(code, 'refuse', [{ detail, place: at && placeOf(at) }]);
}

/** One finding that warns, with its place. */
export function warning(code: string, detail: string, at: Written | null): Check {
  return fromFindings(code, 'warn', [{ detail, place: at && placeOf(at) }]);
}

/** Where it stands. */
export const placeOf = ({ line, column, path }: Spot): Place => ({ file: null, line, column, path });
