import { TAG } from './der.js';

/**
 * The certificates in a file, as DER: one in DER, or those in PEM with anything before, between and after them (RFC 7468 §2:
 * bag attributes, the text of `openssl x509`), with a byte order mark or in UTF-16 as Windows writes it, with any line ends.
 * A Dutch reason when there is a private key in it, or a block that is damaged.
 */
export function certificatesIn(bytes: Uint8Array): readonly Buffer[] | string {
  if (bytes[0] === TAG.sequence) return [Buffer.from(bytes)];
  const text = textOf(bytes);
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text))
    return 'het bestand bevat een geheime sleutel. Deel die met niemand';
  const found: Buffer[] = [];
  for (const [, body = ''] of text.matchAll(BLOCK)) {
    const base64 = body.replace(/\s/g, '');
    const der = Buffer.from(base64, 'base64');
    if (base64 === '' || der.toString('base64') !== base64) return 'de PEM-codering is beschadigd';
    found.push(der);
  }
  // A block that opens and does not close, or the other way about, is a certificate that is not whole.
  if (text.split(BEGIN).length - 1 !== found.length || text.split(END).length - 1 !== found.length)
    return 'de PEM-codering is beschadigd';
  return found;
}

/** `X509 CERTIFICATE` is what older programs write (RFC 7468 §5.1). */
const BEGIN = /-----BEGIN (?:X509 )?CERTIFICATE-----/;
const END = /-----END (?:X509 )?CERTIFICATE-----/;
const BLOCK = new RegExp(`${BEGIN.source}([^-]*)${END.source}`, 'g');

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return buffer.toString('latin1');
}
