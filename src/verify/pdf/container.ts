/** Why these bytes do not begin as a PDF, in Dutch; null when they do, from the first byte. */
export function headerFault(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 8);
  if (/^%PDF-(1\.[0-7]|2\.0)$/.test(head)) return null;
  const later = bytes.subarray(0, 4096).indexOf('%PDF-');
  return later > 0
    ? 'Voor het begin van de PDF staan andere bytes.'
    : 'Dit is geen PDF. Kies het PDF-bestand.';
}

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
/** The record and the longest comment after it: where programs look for a ZIP. */
const ZIP_TAIL = 22 + 65_535;

/** What else these bytes are, in Dutch; null when nothing. A ZIP is found from its end, a PDF from its beginning. */
export function otherKind(bytes: Buffer): string | null {
  const from = Math.max(0, bytes.length - ZIP_TAIL);
  const tail = bytes.subarray(from);
  for (let at = tail.indexOf(END_OF_DIRECTORY); at >= 0; at = tail.indexOf(END_OF_DIRECTORY, at + 4)) {
    if (at + 22 > tail.length) continue;
    const [size, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    const fits = size <= from + at && (offset <= from + at || offset === 0xffffffff);
    if (fits) return 'Het bestand is een PDF en ook een ZIP.';
  }
  return null;
}
