import { CHOSE, OFFICE_NAMES } from '../../kernel/recognise-file.js';
import type { PaperType } from '../../kernel/committee.js';
import type { Contents, Part } from '../contents.js';
import { paperOf } from '../paper.js';
import type { Check, SignedPair } from '../verdict.js';
import type { ContainerCode, ZipFault } from '../zip/fault.js';
import { fromFindings, inFile, passed, refused, skipped, type CheckEntry, type CheckGroup } from './check.js';

/** 1. The package, as far as the ZIP layer judges it. */
const ZIP_CHECKS = {
  'container.sound': {
    number: 11,
    title: 'Het pakket is een gaaf ZIP-bestand of een los paar bestanden',
    outcomes: ['refuse', 'skipped'],
  },
  'container.limits': {
    number: 12,
    title: 'Het pakket en de bestanden erin zijn niet te groot',
    outcomes: ['refuse', 'skipped'],
  },
  'container.names': { number: 13, title: 'De bestandsnamen zijn veilig', outcomes: ['refuse', 'skipped'] },
  'container.headers': {
    number: 14,
    title: 'De kopgegevens in de ZIP spreken elkaar niet tegen',
    outcomes: ['warn', 'refuse', 'skipped'],
  },
  'container.duplicates': {
    number: 15,
    title: 'Geen bestand komt twee keer voor',
    outcomes: ['refuse', 'skipped'],
  },
} as const satisfies Readonly<Record<ContainerCode, CheckEntry>>;

/** 1. The package, naming apart. */
export const CONTAINER_CHECKS = {
  ...ZIP_CHECKS,
  'container.contents': {
    number: 16,
    title: 'Het pakket bevat precies één telbestand met handtekening, of alleen een P 2a of bijlage',
    outcomes: ['refuse', 'skipped'],
  },
} as const satisfies CheckGroup;

/** What a delivery amounts to. */
export type Payload =
  | { readonly kind: 'count'; readonly eml: Part; readonly signature: Part | null }
  /** A paper that may be delivered alone. */
  | { readonly kind: 'paper'; readonly paper: PaperType; readonly pdf: Part }
  | { readonly kind: 'none'; readonly why: string };

/**
 * What stands in the delivery to be judged: exactly one EML file (a signature at its side), or one paper that may be alone.
 * What an operating system left beside them counts for nothing.
 */
export function payloadOf(contents: Contents): Payload {
  if (!contents.open) return { kind: 'none', why: 'Het pakket kon niet veilig worden geopend.' };
  const [first] = contents.parts;
  if (first !== undefined && OFFICE_NAMES.test(first.name)) return { kind: 'none', why: CHOSE.office };
  const of = (kind: Part['kind']): Part[] => contents.parts.filter((part) => part.kind === kind);
  const [emls, signatures, zips] = [of('eml'), of('signature'), of('zip')];
  if (zips.length > 1) {
    const why =
      'Het pakket bevat meer dan één ZIP. Ook een document van Word of Excel (.docx, .xlsx) of een .odt is een ZIP: ' +
      'lever dat als PDF.';
    return { kind: 'none', why };
  }
  if (emls.length > 1)
    return { kind: 'none', why: `Het pakket bevat ${String(emls.length)} telbestanden; er mag er één zijn.` };
  if (signatures.length > 1) return { kind: 'none', why: 'Het pakket bevat meer dan één handtekening.' };
  const [eml] = emls;
  const [signature = null] = signatures;
  if (eml === undefined) return withoutCount(contents);
  if (signature !== null && signature.within !== eml.within)
    return { kind: 'none', why: 'Het telbestand en de handtekening staan niet bij elkaar.' };
  return { kind: 'count', eml, signature };
}

function withoutCount({ parts }: Contents): Payload {
  const [only, ...others] = parts.filter((part) => part.kind !== 'companion');
  const paper = only?.kind === 'pdf' && others.length === 0 ? paperOf(only.name) : null;
  if (paper !== null) return { kind: 'paper', paper, pdf: only! };
  const why =
    only?.kind === 'pdf' && others.length === 0
      ? `In het pakket zit alleen ${only.name}: de telling ontbreekt. Alleen een P 2a van een volgende zitting mag alleen komen. Exporteer het pakket opnieuw.`
      : 'Het pakket bevat geen telbestand (.eml.xml): de telling ontbreekt. Exporteer het pakket opnieuw.';
  return { kind: 'none', why };
}

/** The ZIP inside a package that holds the pair: what counting software imports. Null when the pair stands loose. */
export function innerZip(contents: Contents): Part | null {
  const payload = payloadOf(contents);
  if (payload.kind !== 'count' || payload.eml.within === null) return null;
  return contents.parts.find((part) => part.kind === 'zip') ?? null;
}

/** The pair as the verdict names it, when there are both. */
export function signedPair(payload: Payload): SignedPair | null {
  if (payload.kind !== 'count' || payload.signature === null) return null;
  const { eml, signature } = payload;
  return { emlName: eml.name, emlSize: eml.size, signatureName: signature.name };
}

const GOOD: Readonly<Record<ContainerCode, readonly [zip: string, pair: string]>> = {
  'container.sound': ['Het ZIP-bestand is gaaf.', 'Dit is een los paar bestanden.'],
  'container.limits': ['Niets is te groot.', 'Niets is te groot.'],
  'container.names': ['De namen zijn veilig.', 'De namen zijn veilig.'],
  'container.headers': ['De kopgegevens komen overeen.', ''],
  'container.duplicates': ['Niets komt twee keer voor.', 'Niets komt twee keer voor.'],
};

/**
 * The container.* checks, naming apart. `damage` is what was found wrong with the bytes of files while reading them;
 * `signing` whether this message carries a signature in this election, or should and is allowed without.
 */
export function containerChecks(
  contents: Contents,
  damage: readonly ZipFault[],
  payload: Payload,
  signing: Signing,
): Check[] {
  const faults = [...contents.faults, ...damage];
  const codes = Object.keys(ZIP_CHECKS) as ContainerCode[];
  return [
    ...codes.map((code) => zipCheck(code, contents, faults)),
    contentsCheck(contents, payload, signing),
  ];
}

function zipCheck(code: ContainerCode, contents: Contents, faults: readonly ZipFault[]): Check {
  const mine = faults.filter((fault) => fault.code === code);
  const heaviest = mine.some((fault) => fault.weight === 'refuse') ? 'refuse' : 'warn';
  const sorted = [...mine].sort((a, b) => a.weight.localeCompare(b.weight));
  if (mine.length > 0) {
    return fromFindings(
      code,
      heaviest,
      sorted.map((fault) => ({ detail: fault.detail, place: inFile(fault.file) })),
    );
  }
  if (!contents.listed && code !== 'container.limits')
    return skipped(code, 'De inhoudsopgave van de ZIP kon niet worden gelezen.');
  if (contents.form === 'pair' && code === 'container.headers')
    return skipped(code, 'Losse bestanden hebben geen ZIP-kopgegevens.');
  return passed(code, GOOD[code][contents.form === 'pair' ? 1 : 0]);
}

const ALONE: Readonly<Record<PaperType, string>> = {
  P2a: 'Het pakket bevat alleen een P 2a: in deze zitting is niets gecorrigeerd.',
  'P22-bijlage': 'Het pakket bevat alleen de bijlage bij het proces-verbaal P 22.',
};
const UNSIGNED: Readonly<Record<Contents['form'], string>> = {
  pair: CHOSE.count,
  package:
    'In het pakket ontbreekt de handtekening (.signature). Exporteer het opnieuw en kies het ZIP-bestand zoals het uit het telprogramma komt.',
};

/** Whether a message carries a signature. `allowed`: it should, and the Kiesraad allowed one delivery without. */
export type Signing = 'must' | 'need not' | 'allowed';

const WITHOUT = {
  'need not': 'Eén telbestand; dit soort heeft geen handtekening.',
  allowed: 'Eén telbestand, zonder handtekening.',
} as const;

function contentsCheck(contents: Contents, payload: Payload, signing: Signing): Check {
  const code = 'container.contents';
  switch (payload.kind) {
    case 'none':
      return contents.open ? refused(code, payload.why) : skipped(code, payload.why);
    case 'paper':
      return passed(code, ALONE[payload.paper]);
    case 'count':
      if (payload.signature !== null) return passed(code, 'Eén telbestand met handtekening.');
      return signing === 'must'
        ? refused(code, UNSIGNED[contents.form], payload.eml.name)
        : passed(code, WITHOUT[signing]);
  }
}
