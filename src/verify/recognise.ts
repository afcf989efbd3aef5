import { isSignedData, startsAsXml } from '../kernel/recognise-file.js';

/**
 * What a file is. `eml` and `signature` are candidates: whether they are sound is judged later. A `companion` is what an
 * operating system or file manager leaves beside other files: it is never a count, a signature or a ZIP.
 */
export type PartKind = 'eml' | 'signature' | 'zip' | 'pdf' | 'csv' | 'companion' | 'other';

/** AppleDouble and AppleSingle (RFC 1740), a macOS folder store, and an OLE store of thumbnails. */
const COMPANION_HEADS = ['\0\x05\x16\x07', '\0\x05\x16\0', '\0\0\0\x01Bud1'];
/** Folders and files of macOS, Windows, Linux desktops, NAS and synchronising programs. */
const COMPANION_NAMES =
  /(?:^|\/)(?:__MACOSX\/|\.AppleDouble\/|@eaDir\/|\.Trash|\.Spotlight-|\.fseventsd|\._|\.DS_Store$|\.localized$|\.directory$|\.dropbox$|(?:eh)?thumbs(?:_vista)?\.db$|desktop\.ini$|folder\.htt$|~\$|\.~lock\.)/i;

/**
 * What a file is, by its first bytes and only then by its name: names change between releases and can be anything.
 * `head` is the first kilobyte, or less when the file is shorter or damaged.
 */
export function recognise(name: string, head: Buffer): PartKind {
  const lower = name.toLowerCase();
  const text = head.toString('latin1');
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'zip';
  if (text.startsWith('%PDF-')) return 'pdf';
  if (COMPANION_HEADS.some((start) => text.startsWith(start))) return 'companion';
  if (startsAsXml(head) && text.replaceAll('\0', '').includes('EML')) return 'eml';
  if (isSignedData(head)) return 'signature';
  if (COMPANION_NAMES.test(name)) return 'companion';
  if (lower.endsWith('.eml')) return 'eml';
  if (lower.endsWith('.signature')) return 'signature';
  // By name alone: white space or a comment may push all that tells out of the first kilobyte.
  if (lower.endsWith('.xml')) return 'eml';
  if (lower.endsWith('.zip')) return 'zip';
  return lower.endsWith('.csv') ? 'csv' : 'other';
}
