import type { Reading, StructureCode } from '../eml/count.js';
import type { Check } from '../verdict.js';
import { foundOr, skipped, type CheckEntry } from './check.js';
import { isResultType } from '../../kernel/committee.js';

/** 7. The structure. */
export const STRUCTURE_CHECKS = {
  'structure.required': {
    number: 71,
    title: 'Elk onderdeel waarop wordt beslist staat er precies één keer',
    outcomes: ['refuse', 'skipped'],
  },
  'structure.ids': {
    number: 72,
    title: 'De nummers en codes hebben de juiste vorm',
    outcomes: ['refuse', 'skipped'],
  },
  'structure.numbers': {
    number: 73,
    title: 'De aantallen zijn hele getallen die passen',
    outcomes: ['refuse', 'skipped'],
  },
  'structure.unique': {
    number: 74,
    title: 'Geen stembureau, lijst of kandidaat komt dubbel voor',
    outcomes: ['refuse', 'skipped'],
  },
  'structure.order': {
    number: 75,
    title: 'De onderdelen staan in de volgorde van het schema',
    outcomes: ['warn', 'skipped'],
  },
} as const satisfies Readonly<Record<StructureCode, CheckEntry>>;

const WELL = {
  'structure.required': 'Alles waarop wordt beslist, staat er precies één keer.',
  'structure.ids': 'Alle nummers, codes en datums hebben de juiste vorm.',
  'structure.numbers': 'Alle aantallen zijn hele getallen die passen.',
  'structure.unique': 'Geen stembureau, lijst of kandidaat komt dubbel voor.',
  'structure.order': 'Alle onderdelen staan in de volgorde van het schema.',
} as const;

const CODES = Object.keys(WELL) as (keyof typeof WELL)[];

/** structure.*: what the reader found on its way. A deviation from the schema's order is a warning, the rest refuses. */
export function structureChecks(reading: Reading): Check[] {
  if (reading.kind === 'failed') {
    return CODES.map((code) => skipped(code, 'Het bestand kon niet tot het eind worden gelezen.'));
  }
  const { findings, count } = reading;
  if (count.head.type !== null && !isResultType(count.head.type)) {
    return CODES.map((code) => skipped(code, 'Dit is geen telling en geen uitslag.'));
  }
  return CODES.map((code) =>
    foundOr(WELL[code], code, code === 'structure.order' ? 'warn' : 'refuse', findings[code]),
  );
}
