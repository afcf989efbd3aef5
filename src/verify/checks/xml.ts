import type { Reading } from '../eml/count.js';
import type { XmlFailureCode } from '../eml/xml-failure.js';
import type { Check } from '../verdict.js';
import { fromFindings, passed, skipped, type CheckEntry } from './check.js';

/** 4. The XML. */
export const XML_CHECKS = {
  'xml.encoding': { number: 41, title: 'Het telbestand is UTF-8', outcomes: ['refuse', 'skipped'] },
  'xml.doctype': { number: 42, title: 'Het telbestand heeft geen DOCTYPE', outcomes: ['refuse', 'skipped'] },
  'xml.wellformed': {
    number: 43,
    title: 'Het telbestand is goedgevormde XML',
    outcomes: ['refuse', 'skipped'],
  },
  'xml.limits': {
    number: 44,
    title: 'Het telbestand blijft binnen de grenzen voor diepte en lengte',
    outcomes: ['refuse', 'skipped'],
  },
} as const satisfies Readonly<Record<XmlFailureCode, CheckEntry>>;

const WELL = {
  'xml.encoding': 'Alle tekens zijn geldig UTF-8.',
  'xml.doctype': 'Er is geen DOCTYPE.',
  'xml.wellformed': 'De XML is goedgevormd en de naamruimten kloppen.',
  'xml.limits': 'Diepte, lengte en aantallen blijven binnen de grenzen.',
} as const satisfies Record<XmlFailureCode, string>;

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
