import type { DeliveredType } from '../../kernel/committee.js';
import type { Contents, Part } from '../contents.js';
import { paperOf } from '../paper.js';
import type { Check, Finding } from '../verdict.js';
import { nameKey, showName } from '../zip/names.js';
import { fromFindings, inFile, passed, type CheckGroup } from './check.js';
import type { Payload } from './container.js';

/** 1. What the files are called. */
export const NAMING_CHECKS = {
  'container.naming': {
    number: 17,
    title: 'De bestandsnamen volgen de afgesproken vorm',
    outcomes: ['warn'],
  },
} as const satisfies CheckGroup;

// Abacus 1.1.0 keeps accents, apostrophes and spaces of a place and may name a place for an election: all of that is a label.
const WORDS = String.raw`[\p{L}\p{M}\p{N}'’‘_. -]+`;
/** What a browser adds to the name of a file that is downloaded again. */
const AGAIN = String.raw`(?: ?\(\d+\))?`;
const AREA = '(?:gemeente|provincie|kieskring|waterschap|openbaar[_-]lichaam)';
const PACKAGE = new RegExp(
  `^(?:definitieve-documenten|correctie|vaststelling-uitslag|model-p22-2-bijlage)_${WORDS}_${AREA}_${WORDS}-\\d{8}-\\d{6}${AGAIN}\\.zip$`,
  'u',
);
const PDF = new RegExp(`^(?:leeg_)?model_\\p{L}{1,2}\\d+\\p{L}?(?:-\\d+)?(?:_\\p{L}+)*${AGAIN}\\.pdf$`, 'iu');
const CSV = new RegExp(`^(?:osv\\d+(?:-\\d+)*|abacus)_telling_${WORDS}${AGAIN}\\.csv$`, 'u');
const STEM = `(?:Telling|Totaaltelling|Resultaat)_${WORDS}`;
const EML = new RegExp(`^${STEM}${AGAIN}\\.eml\\.xml$`, 'u');
const INNER = new RegExp(`^${STEM}${AGAIN}\\.zip$`, 'u');
const ODD = 'Het bestand heeft niet de afgesproken naam.';

/**
 * Names as OSV2020-U and the releases of Abacus give them. They change between releases and people rename files, so a name
 * never refuses and never says of which election a file is; it warns, because another name is often the first sign of
 * another file. What an operating system added is told once. `type` is what was delivered.
 */
export function namingCheck(contents: Contents, payload: Payload, type: DeliveredType | null): Check {
  const findings: Finding[] = [];
  const odd = (name: string, detail: string): void =>
    void findings.push({ detail, place: inFile(showName(name)) });
  if (contents.name !== null && !PACKAGE.test(contents.name.normalize('NFC')))
    odd(contents.name, 'Het pakket heeft niet de afgesproken naam.');
  for (const part of contents.parts) {
    const wrong = wrongName(part, type);
    if (wrong !== null) odd(part.name, wrong);
  }
  if (payload.kind === 'count') {
    const { eml, signature } = payload;
    if (contents.form === 'package' && eml.within === null)
      odd(eml.name, 'Het telbestand hoort in een ZIP binnen het pakket.');
    if (signature !== null && nameKey(signature.name) !== nameKey(`${eml.name}.signature`))
      odd(signature.name, 'De handtekening hoort de naam van het telbestand te dragen.');
  }
  const [companion] = contents.parts.filter((part) => part.kind === 'companion');
  if (companion !== undefined)
    odd(
      companion.name,
      'De computer heeft bij het inpakken eigen bestanden toegevoegd (overig). Zij tellen niet mee.',
    );
  if (contents.guessedName !== null)
    odd(
      contents.guessedName,
      'De ZIP zegt niet in welke tekenset de namen staan: een naam kan anders gespeld zijn. De inhoud telt.',
    );
  return findings.length === 0
    ? passed('container.naming', 'De namen zijn zoals afgesproken.')
    : fromFindings('container.naming', 'warn', findings);
}

function wrongName(part: Part, type: DeliveredType | null): string | null {
  const name = part.name.slice(part.name.lastIndexOf('/') + 1).normalize('NFC');
  switch (part.kind) {
    case 'eml':
      return EML.test(name) ? null : ODD;
    case 'zip':
      return INNER.test(name) ? null : ODD;
    case 'signature':
      return name.endsWith('.eml.xml.signature') ? null : ODD;
    case 'csv':
      return CSV.test(name) ? null : ODD;
    case 'pdf':
      if (!PDF.test(name)) return ODD;
      return type === '510b' && paperOf(name) === 'P22-bijlage'
        ? 'Dit document is van het centraal stembureau. Het hoort niet bij een telling.'
        : null;
    case 'companion':
      return null;
    case 'other':
      return 'Dit soort bestand hoort niet in het pakket.';
  }
}
