import type { Context } from '../context.js';
import type { Reading } from '../eml/count.js';
import type { Check, Finding } from '../verdict.js';
import { arithmeticChecks } from './arithmetic.js';
import { identityChecks } from './identity.js';
import { stationsCheck } from './stations.js';
import { structureChecks } from './structure.js';
import { xmlChecks } from './xml.js';

/**
 * The checks on what an EML file says: every code of xml.*, identity.*, structure.*, stations.* and arithmetic.*, in the order of
 * the catalogue within each group. `file` names the file in the places, as it is safe to show.
 */
export function contentChecks(reading: Reading, context: Context, file: string | null = null): Check[] {
  const checks = [
    ...xmlChecks(reading),
    ...identityChecks(reading, context),
    ...structureChecks(reading),
    stationsCheck(reading, context),
    ...arithmeticChecks(reading),
  ];
  if (file === null) return checks;
  const named = <T extends Finding>(finding: T): T =>
    finding.place === null ? finding : { ...finding, place: { ...finding.place, file } };
  return checks.map((check) => named({ ...check, more: check.more.map(named) }));
}
