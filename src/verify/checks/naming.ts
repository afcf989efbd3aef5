import type { Contents, Part } from '../contents.js';
import type { Check, Finding } from '../verdict.js';
import { showName } from '../zip/names.js';
import { fromFindings, inFile, passed } from './check.js';
import type { Payload } from './container.js';

const AREA = '(gemeente|provincie|kieskring|waterschap|openbaar_lichaam)';
const PACKAGE = new RegExp(
  `^(definitieve-documenten|correctie|vaststelling-uitslag|model-p22-2-bijlage)_[a-z0-9_.-]+_${AREA}_[a-z0-9-]+-\\d{8}-\\d{6}\\.zip$`,
);
const PDF = /^(Model_[A-Z][a-z]?\d+-\d|Leeg_Model_P2a|model-p22-2-bijlage[a-z0-9_.-]*)\.pdf$/;
const STEM = /^(Telling|Totaaltelling|Resultaat)_(.+)$/;

/**
 * Names as OSV2020-U and Abacus give them. They change between releases and people rename files, so a name never
 * refuses; it warns, because another name is often the first sign of another file. `election` is the id in the file.
 */
export function namingCheck(contents: Contents, payload: Payload, election: string | null): Check {
  const findings: Finding[] = [];
  const odd = (name: string, detail: string): void =>
    void findings.push({ detail, place: inFile(showName(name)) });
  if (contents.name !== null && !PACKAGE.test(contents.name))
    odd(contents.name, 'Het pakket heeft niet de afgesproken naam.');
  for (const part of contents.parts) {
    const wrong = wrongName(part, election);
    if (wrong !== null) odd(part.name, wrong);
  }
  if (payload.kind === 'count') {
    const { eml, signature } = payload;
    if (contents.form === 'package' && eml.within === null)
      odd(eml.name, 'Het telbestand hoort in een ZIP binnen het pakket.');
    if (signature !== null && signature.name !== `${eml.name}.signature`)
      odd(signature.name, 'De handtekening hoort de naam van het telbestand te dragen.');
  }
  if (payload.kind === 'p2a' && payload.pdf.name !== 'Leeg_Model_P2a.pdf')
    odd(payload.pdf.name, 'Een P 2a heet Leeg_Model_P2a.pdf. Kijk na of dit het goede document is.');
  return findings.length === 0
    ? passed('container.naming', 'De namen zijn zoals afgesproken.')
    : fromFindings('container.naming', 'warn', findings);
}

function wrongName(part: Part, election: string | null): string | null {
  const usual = 'Het bestand heeft niet de afgesproken naam.';
  switch (part.kind) {
    case 'eml':
      return stemFault(part.name, '.eml.xml', election);
    case 'zip':
      return stemFault(part.name, '.zip', election);
    case 'signature':
      return part.name.endsWith('.eml.xml.signature') ? null : usual;
    case 'csv':
      return /^osv4-3_telling_[a-z0-9_.-]+\.csv$/.test(part.name) &&
        names(part.name.slice(15, -4), election?.toLowerCase() ?? null)
        ? null
        : usual;
    case 'pdf':
      return PDF.test(part.name) ? null : usual;
    case 'other':
      return 'Dit soort bestand hoort niet in het pakket.';
  }
}

function stemFault(name: string, extension: string, election: string | null): string | null {
  const rest = name.endsWith(extension) ? STEM.exec(name.slice(0, -extension.length))?.[2] : undefined;
  if (rest === undefined) return 'Het bestand heeft niet de afgesproken naam.';
  return names(rest, election) ? null : 'De naam noemt een andere verkiezing dan het bestand.';
}

function names(rest: string, election: string | null): boolean {
  return election === null || rest === election || rest.startsWith(`${election}_`);
}
