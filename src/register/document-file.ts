import { isUtf8 } from 'node:buffer';
import { Refusal } from '../kernel/refusal.js';
import { isWebPage, readReleaseFileName } from '../releases/release-file.js';

/** Bytes of one document. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;

const PACKED = /\.(zip|ods|odt|xlsx|docx)$/i;
const TEXT = /\.(txt|csv|xml)$/i;
/** What a browser would run, wherever it stands in a text. */
const ACTIVE = /<(?:\w+:)?(?:html|svg|script|iframe)[\s/>]|<\?xml-stylesheet|<!doctype/i;
// eslint-disable-next-line no-control-regex -- what no text holds
const UNPRINTABLE = /[\u0000-\u0008\u000e-\u001f]/;

/**
 * The name of a document that may be offered to everybody: a PDF, a ZIP, an ODS, ODT, XLSX or DOCX, or a text, CSV or XML in
 * UTF-8, by its first bytes and its name together. Refused: register.badFile for anything else, a web page or drawing
 * above all; release.badName for a name that not every computer keeps.
 */
export function readDocument(given: string, bytes: Uint8Array): string {
  const name = readReleaseFileName(given);
  const start = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  const fits =
    (start === '%PDF-' && /\.pdf$/i.test(name)) ||
    (start.startsWith('PK\u0003\u0004') && PACKED.test(name)) ||
    (TEXT.test(name) && isPlainText(bytes));
  if (!fits) throw new Refusal('register.badFile');
  return name;
}

function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || !isUtf8(bytes) || isWebPage(bytes)) return false;
  const text = Buffer.from(bytes).toString();
  return !UNPRINTABLE.test(text) && !ACTIVE.test(text);
}
