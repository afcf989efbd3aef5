import { crc32 } from 'node:zlib';
import { UNICODE_PATH_EXTRA, type ExtraField } from './extra.js';

/** A name in a ZIP, read. */
export interface StoredName {
  /** Null when it says that it is UTF-8 and is not. */
  readonly name: string | null;
  /** The ZIP does not say how its bytes are to be read, so that other programs may show another name. */
  readonly guessed: boolean;
}

/** Code page 850 from 0x80 on, with a visible hyphen for its soft one. Windows in the Netherlands writes names in it. */
const CODE_PAGE_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´‐±‗¾¶§÷¸°¨·¹³²■ ';

/**
 * Reads the bytes of a name. With the UTF-8 flag they are UTF-8; without it a Unicode path (APPNOTE 6.3.10 §4.6.9) that
 * spells the same bytes decides; else it is UTF-8 where it can be, as macOS writes it, or a code page. Which one is not
 * known: such a name is a label, on which nothing is decided. One byte is one character in it, so none disappears.
 */
export function readStoredName(raw: Buffer, isUtf8: boolean, extra: readonly ExtraField[]): StoredName {
  if (raw.every((byte) => byte < 0x80)) return { name: raw.toString('latin1'), guessed: false };
  const utf8 = decodeUtf8(raw);
  if (isUtf8) return { name: utf8, guessed: false };
  const named = extra.flatMap((field) => unicodePath(field, raw) ?? [])[0];
  if (named !== undefined) return { name: named, guessed: false };
  return { name: utf8 ?? fromCodePage(raw), guessed: true };
}

/** The name in a Unicode path field, when it is about these bytes and spells them character by character. */
export function unicodePath({ id, data }: ExtraField, raw: Buffer): string | null {
  if (id !== UNICODE_PATH_EXTRA || data.length < 5 || data[0] !== 1 || data.readUInt32LE(1) !== crc32(raw))
    return null;
  const name = decodeUtf8(data.subarray(5));
  if (name === null || data.subarray(5).equals(raw)) return name;
  const characters = Array.from(name.normalize('NFC'));
  const spells = (byte: number, i: number): boolean =>
    byte < 0x80 ? characters[i] === String.fromCharCode(byte) : characters[i]! > '\x7f';
  return characters.length === raw.length && raw.every(spells) ? name : null;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Letters alone stand high in the code pages of Windows and of the web; what lies lower is of the one of DOS. */
function fromCodePage(raw: Buffer): string {
  if (raw.every((byte) => byte < 0x80 || byte >= 0xc0)) return raw.toString('latin1');
  return Array.from(raw, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : CODE_PAGE_850.charAt(byte - 0x80),
  ).join('');
}
