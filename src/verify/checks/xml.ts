import type { Reading } from '../eml/reading.js';
import type { Check } from '../verdict.js';
import type { CheckCode } from './catalogue.js';
import { fromFindings, passed, skipped } from './check.js';

const WELL = {
  'xml.encoding': 'Alle tekens zijn geldig UTF-8.',
  'xml.doctype': 'Er is geen DOCTYPE.',
  'xml.wellformed': 'De XML is goedgevormd en de naamruimten kloppen.',
  'xml.limits': 'Diepte, lengte en aantallen blijven binnen de grenzen.',
} as const satisfies Partial<Record<CheckCode, string>>;

const CODES = Object.keys(WELL) as (keyof typeof WELL)[];

/** xml.*: what made reading stop, or that it did not. The others are then unknown, for the rest was not read. */
export function xmlChecks(reading: Reading): Check[] {
  if (reading.kind === 'count') return CODES.map((code) => passed(code, WELL[code]));
  const { failure } = reading;
  const { line, column, path, detail } = failure;
  return CODES.map((code) =>
    code === failure.code
      ? fromFindings(code, 'refuse', [{ detail, place: { file: null, line, column, path } }])
      : skipped(code, `Het lezen stopte op regel ${line}, kolom ${column}.`),
  );
}
