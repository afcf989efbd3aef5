import type { Contents, Part } from '../contents.js';
import type { Check, SignedPair } from '../verdict.js';
import type { ContainerCode, ZipFault } from '../zip/fault.js';
import { fromFindings, inFile, passed, refused, skipped } from './check.js';

/** What a delivery amounts to. */
export type Payload =
  | { readonly kind: 'count'; readonly eml: Part; readonly signature: Part | null }
  /** Only a P 2a: a next session in which nothing was corrected. */
  | { readonly kind: 'p2a'; readonly pdf: Part }
  | { readonly kind: 'none'; readonly why: string };

/** What stands in the delivery to be judged: exactly one EML file (a signature at its side), or only a P 2a. */
export function payloadOf(contents: Contents): Payload {
  if (!contents.open) return { kind: 'none', why: 'Het pakket kon niet veilig worden geopend.' };
  const of = (kind: Part['kind']): Part[] => contents.parts.filter((part) => part.kind === kind);
  const [emls, signatures, zips, pdfs] = [of('eml'), of('signature'), of('zip'), of('pdf')];
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
  if (eml !== undefined) {
    if (signature !== null && signature.within !== eml.within) {
      return { kind: 'none', why: 'Het telbestand en de handtekening staan niet bij elkaar.' };
    }
    return { kind: 'count', eml, signature };
  }
  const [pdf] = pdfs;
  if (pdf !== undefined && contents.parts.length === 1) return { kind: 'p2a', pdf };
  return { kind: 'none', why: 'Het pakket bevat geen telbestand (.eml.xml) en is ook geen enkel P 2a.' };
}

/** The pair as the verdict names it, when there are both. */
export function signedPair(payload: Payload): SignedPair | null {
  if (payload.kind !== 'count' || payload.signature === null) return null;
  const { eml, signature } = payload;
  return { emlName: eml.name, emlSize: eml.size, signatureName: signature.name };
}

const GOOD: Readonly<Record<ContainerCode, readonly [zip: string, pair: string]>> = {
  'container.sound': ['De ZIP is gaaf.', 'Dit is een los paar bestanden.'],
  'container.limits': ['Niets is te groot.', 'Niets is te groot.'],
  'container.names': ['De namen zijn veilig.', 'De namen zijn veilig.'],
  'container.headers': ['De kopgegevens komen overeen.', ''],
  'container.duplicates': ['Niets komt twee keer voor.', 'Niets komt twee keer voor.'],
};

/**
 * The container.* checks, naming apart. `damage` is what was found wrong with the bytes of files while reading them;
 * `mustBeSigned` whether this message carries a signature in this election.
 */
export function containerChecks(
  contents: Contents,
  damage: readonly ZipFault[],
  payload: Payload,
  mustBeSigned: boolean,
): Check[] {
  const faults = [...contents.faults, ...damage];
  const codes = Object.keys(GOOD) as ContainerCode[];
  return [
    ...codes.map((code) => zipCheck(code, contents, faults)),
    contentsCheck(contents, payload, mustBeSigned),
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

function contentsCheck(contents: Contents, payload: Payload, mustBeSigned: boolean): Check {
  const code = 'container.contents';
  switch (payload.kind) {
    case 'none':
      return contents.open ? refused(code, payload.why) : skipped(code, payload.why);
    case 'p2a':
      return passed(code, 'Het pakket bevat alleen een P 2a: in deze zitting is niets gecorrigeerd.');
    case 'count':
      if (payload.signature === null && mustBeSigned) {
        return refused(code, 'Bij het telbestand ontbreekt de handtekening (.signature).', payload.eml.name);
      }
      return passed(
        code,
        payload.signature === null
          ? 'Eén telbestand; dit soort heeft geen handtekening.'
          : 'Eén telbestand met handtekening.',
      );
  }
}
