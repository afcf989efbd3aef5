/**
 * What somebody chose to deliver, by content, and what to say when it is not what is wanted. The browser asks it before
 * sending, the verifier of what arrived: the same words, whoever has script. It imports nothing, so that both can run it.
 */

/** A megabyte on every screen. */
export const MB = 1024 * 1024;
/** Bytes of all files of a delivery together. */
export const PACKAGE_BYTES = 320 * MB;
/** Bytes of one file in a ZIP, unpacked: a scanned proces-verbaal of hundreds of pages, or a count. */
export const ENTRY_BYTES = 256 * MB;
/** First bytes by which a file is recognised. */
export const HEAD_BYTES = 1024;

export type FileKind =
  'zip' | 'count' | 'signature' | 'pdf' | 'certificate' | 'archive' | 'office' | 'csv' | 'folder' | 'other';

/** A chosen file as far as choosing goes. `type` is the message of a count (`510b`), where its first bytes tell. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly kind: FileKind;
  readonly type: string | null;
}

/** Size as people read it: `12 bytes`, `34 kB`, `1,7 MB`; a megabyte is 1,048,576 bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < MB) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / MB).toFixed(1).replace('.', ',').replace(/,0$/, '')} MB`;
}

const ARCHIVES = ['7z\xbc\xaf', 'Rar!', '\x1f\x8b', 'BZh', '\xfd7zXZ'];
/** Names with which the ZIP of a Word, Excel or OpenDocument file begins. */
export const OFFICE_NAMES = /^(?:\[Content_Types\]\.xml|mimetype|_rels\/|docProps\/|word\/|xl\/)/;

/** What a file is, by its first bytes ({@link HEAD_BYTES} of them, or fewer) and only then by its name. */
export function recogniseFile(name: string, head: Uint8Array): FileKind {
  const text = latin1(head);
  const lower = name.toLowerCase();
  const ends = (...endings: string[]): boolean => endings.some((ending) => lower.endsWith(ending));
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06'))
    return OFFICE_NAMES.test(text.slice(30)) ? 'office' : 'zip';
  if (text.startsWith('%PDF-')) return 'pdf';
  if (text.startsWith('\xd0\xcf\x11\xe0')) return 'office';
  if (ARCHIVES.some((start) => text.startsWith(start))) return 'archive';
  if (/^(?:\xef\xbb\xbf)?-----BEGIN /.test(text)) return 'certificate';
  if (startsAsXml(head) && text.replaceAll('\0', '').includes('EML')) return 'count';
  if (isSignedData(head)) return 'signature';
  if (text.startsWith('0') && ends('.crt', '.cer', '.der', '.pem')) return 'certificate';
  if (ends('.signature')) return 'signature';
  if (ends('.xml', '.eml')) return 'count';
  if (ends('.xls', '.xlsx', '.ods', '.doc', '.docx', '.odt')) return 'office';
  return ends('.csv') ? 'csv' : 'other';
}

/** Starts as XML: `<` after a byte order mark and white space, in UTF-8 or UTF-16 (which is refused further on). */
export function startsAsXml(head: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\s]*</.test(latin1(head));
}

/** A SEQUENCE that starts with the OID of SignedData, in DER or BER. */
export function isSignedData(head: Uint8Array): boolean {
  const text = latin1(head.subarray(0, 20));
  return text.startsWith('0') && text.includes('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02');
}

/** The message of a count, `510b`, where the root stands in its first bytes; else null. */
export function messageOf(head: Uint8Array): string | null {
  return /<(?:\w+:)?EML\b[^>]*\sId\s*=\s*["'](\w{3,4})["']/.exec(latin1(head))?.[1] ?? null;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
}

const PICK_ZIP = 'Kies het ZIP-bestand uit OSV of Abacus.';
const PAIR = 'Kies twee bestanden tegelijk: het .eml.xml én het .signature. Of kies het ZIP-bestand.';

/** What to say of one file that was chosen in the place of a ZIP, and what to do. */
export const CHOSE: Readonly<Record<Exclude<FileKind, 'zip'>, string>> = {
  pdf: `U koos een PDF. ${PICK_ZIP}`,
  certificate: `U koos een certificaat. ${PICK_ZIP}`,
  archive: `U koos een ander soort archief dan een ZIP. ${PICK_ZIP}`,
  office: `U koos een werkblad of document. ${PICK_ZIP}`,
  csv: `U koos een CSV-bestand. ${PICK_ZIP}`,
  folder: `U koos een map. ${PICK_ZIP} Pak het niet uit.`,
  count: `De handtekening ontbreekt. ${PAIR}`,
  signature: `U koos alleen de handtekening. ${PAIR}`,
  other: `Dit is geen ZIP-bestand, of het is niet helemaal aangekomen. ${PICK_ZIP}`,
};

export const UNPACKED = `U koos losse bestanden uit het pakket. ${PICK_ZIP} Pak het niet uit.`;
export const TOO_MANY =
  'U koos te veel bestanden. Kies één ZIP-bestand, of het .eml.xml samen met het .signature.';
export const NOTHING =
  'Kies het ZIP-bestand uit OSV of Abacus, of het .eml.xml samen met het .signature, en verstuur het.';
export const TOO_LARGE = `Samen mogen de bestanden hoogstens ${sizeWords(PACKAGE_BYTES)} zijn. Controleer of u het goede bestand koos.`;
export const ENTRY_TOO_LARGE = `Een bestand in het ZIP is te groot. Maak de scan kleiner dan ${sizeWords(ENTRY_BYTES)}.`;
export const EMPTY = 'Het bestand is leeg. Exporteer het opnieuw uit OSV of Abacus.';

/** What is wrong, and what to do. */
export interface Advice {
  readonly says: string;
  readonly todo: string;
}

/** A sentence that says what is wrong, followed by what to do, as the two. */
export function adviceOf(text: string): Advice {
  const [, says = text, todo = ''] = /^(.+?)\. (?=[A-Z])(.*)$/.exec(text) ?? [];
  return { says: says.replace(/\.$/, ''), todo };
}

/** What a verdict says, when it is about what was chosen; null when it is about anything else. */
export function choiceIn(detail: string): Advice | null {
  const known = [...Object.values(CHOSE), UNPACKED, TOO_MANY, PAIR, ENTRY_TOO_LARGE];
  const found = known.find((sentence) => detail.startsWith(sentence));
  return found === undefined ? null : adviceOf(found);
}

/**
 * Why these files cannot be delivered together, as a sentence with what to do; null when they can be judged. `signed`:
 * the messages that this sender must sign.
 */
export function wrongChoice(files: readonly ChosenFile[], signed: readonly string[]): string | null {
  const [first, second] = files;
  if (first === undefined) return NOTHING;
  if (files.some(({ kind }) => kind === 'folder')) return CHOSE.folder;
  if (files.length > 2) return files.some(({ kind }) => kind !== 'zip') ? UNPACKED : TOO_MANY;
  if (files.some(({ size }) => size === 0)) return EMPTY;
  if (files.reduce((sum, { size }) => sum + size, 0) > PACKAGE_BYTES) return TOO_LARGE;
  if (second !== undefined) return wrongPair(first.kind, second.kind);
  if (first.kind === 'zip') return null;
  if (first.kind === 'count' && (first.type === null || !signed.includes(first.type))) return null;
  return CHOSE[first.kind];
}

/** Why two files are no count with its signature; null when they may be. */
export function wrongPair(one: FileKind, other: FileKind): string | null {
  const pair = [one, other].sort().join();
  if (pair === 'count,signature') return null;
  if (one === 'zip' && other === 'zip') return TOO_MANY;
  if (one === other && (one === 'count' || one === 'signature')) return PAIR;
  return UNPACKED;
}
