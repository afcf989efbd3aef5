const LINE = 16;
const TOP = 780;
const LEFT = 60;
const LINES_PER_PAGE = 44;

/**
 * A small, valid PDF 1.4 of these lines of text on A4, in Helvetica; the same bytes for the same lines. Characters
 * outside Latin-1 become `?`. It stands in for the models (Na 31-1, P 2a, …) that the counting software prints.
 */
export function writePdf(title: string, lines: readonly string[]): Buffer {
  const pages: (readonly string[])[] = [];
  const all = [title, '', ...lines];
  for (let from = 0; from < all.length; from += LINES_PER_PAGE) {
    pages.push(all.slice(from, from + LINES_PER_PAGE));
  }
  const pageIds = pages.map((_, i) => 4 + i * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ` +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${pageIds[i]! + 1} 0 R >>`,
      stream(page),
    ]),
  ];
  return assembled(objects);
}

function stream(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${literal(line)}) Tj T*`).join('\n');
  const text = `BT\n/F1 11 Tf\n${LINE} TL\n${LEFT} ${TOP} Td\n${shown}\nET`;
  return `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`;
}

function literal(text: string): string {
  const latin1 = text.normalize('NFC').replace(/[^\x20-\x7e\xa0-\xff]/gu, '?');
  return latin1.replace(/[\\()]/g, (char) => `\\${char}`);
}

function assembled(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((body, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const start = text.length;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
