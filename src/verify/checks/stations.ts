import { canonicalStation } from '../../kernel/eml-ids.js';
import type { Context, KnownStation } from '../context.js';
import { shown } from '../eml/head-builder.js';
import { KEPT_FINDINGS } from '../eml/notes.js';
import type { Places, Reading, ReportingUnit } from '../eml/count.js';
import type { Check, Finding } from '../verdict.js';
import { foundOr, skipped, type CheckGroup } from './check.js';

/** 7. The polling stations beside the list of them (110b). */
export const STATION_CHECKS = {
  'stations.listed': {
    number: 76,
    title: 'De stembureaus zijn die van de stembureaulijst',
    outcomes: ['warn', 'skipped'],
  },
} as const satisfies CheckGroup;

const CODE = 'stations.listed';

/** stations.listed: has the count the polling stations that its committee handed in beforehand? It warns: a list may be old. */
export function stationsCheck(reading: Reading, context: Context): Check {
  if (reading.kind === 'failed') return skipped(CODE, 'Het bestand kon niet tot het eind worden gelezen.');
  const { head, units } = reading.count;
  if (head.type !== '510b') return skipped(CODE, 'Alleen een 510b noemt de stembureaus van één gemeente.');
  if (context.stations === null)
    return skipped(CODE, 'Er is geen stembureaulijst (110b) van dit stembureau bekend.');
  if (units.length === 0) return skipped(CODE, 'Het bestand noemt alleen een totaal, geen stembureaus.');
  const found = differences(units, reading.places, context.stations, context.sender.code);
  const well = `De ${String(units.length)} stembureaus zijn die van de stembureaulijst.`;
  return foundOr(well, CODE, 'warn', { total: found.length, first: found.slice(0, KEPT_FINDINGS) });
}

function differences(
  units: readonly ReportingUnit[],
  places: Places,
  listed: readonly KnownStation[],
  authority: string,
): readonly Finding[] {
  const keyOf = ({ id }: ReportingUnit) => canonicalStation(id, authority);
  const known = new Set(listed.map(({ key }) => key));
  const counted = new Set(units.map(keyOf));
  const missing = listed
    .filter(({ key }) => !counted.has(key))
    .map(({ id, name }) => ({
      detail: `Stembureau ${shown(id)}${named(name)} staat in de stembureaulijst en niet in het telbestand.`,
      place: null,
    }));
  const unknown = units.flatMap((unit, i) => {
    if (known.has(keyOf(unit))) return [];
    const { line = null, column = null } = places.units[i] ?? {};
    const path = `Count/Election/Contests/Contest/ReportingUnitVotes[${String(i + 1)}]`;
    return [
      {
        detail: `Stembureau ${shown(unit.id)}${named(unit.name)} staat niet in de stembureaulijst.`,
        place: { file: null, line, column, path },
      },
    ];
  });
  return [...missing, ...unknown];
}

const named = (name: string): string => (name === '' ? '' : `, ${shown(name)},`);
