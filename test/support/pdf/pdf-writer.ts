import { deflateSync } from 'node:zlib';

/** Objects of a PDF by their number: what stands between `n 0 obj` and `endobj`. */
export type Objects = Readonly<Record<number, string | Buffer>>;

/** What a test may choose of how a PDF is written. */
export interface WriteChoices {
  /** Cross-reference as a table, or as a stream with all objects that may be in an object stream. */
  readonly style?: 'table' | 'stream';
  readonly header?: string;
  /** More entries of the trailer. */
  readonly trailer?: string;
}

/** A stream object. */
export function stream(content: string | Buffer, entries = ''): Buffer {
  const data = Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<< /Length ${String(data.length)} ${entries} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

/** A document of one page with a line of text. */
export const PLAIN: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
  4: stream('BT /F 12 Tf 72 720 Td (Wij voldoen aan de aansluitvoorschriften.) Tj ET'),
};

/** A whole PDF. */
export function writePdf(objects: Objects, choices: WriteChoices = {}): Buffer {
  const head = Buffer.from(choices.header ?? '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');
  return Buffer.concat([head, ...body(objects, head.length, { ...choices, size: sizeOf(objects) })]);
}

/** An incremental update: these objects are new or replace others. */
export function addRevision(pdf: Buffer, objects: Objects, choices: WriteChoices = {}): Buffer {
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.subarray(-64).toString('latin1'))?.[1]);
  const size = Math.max(
    sizeOf(objects),
    ...[...pdf.toString('latin1').matchAll(/\/Size (\d+)/g)].map((each) => Number(each[1])),
  );
  const trailer = `${choices.trailer ?? ''} /Prev ${String(previous)}`;
  return Buffer.concat([pdf, ...body(objects, pdf.length, { ...choices, trailer, size })]);
}

const sizeOf = (objects: Objects): number => Math.max(...Object.keys(objects).map(Number)) + 1;
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

type Body = WriteChoices & { readonly size: number };

function body(objects: Objects, at: number, choices: Body): Buffer[] {
  return choices.style === 'stream' ? streamBody(objects, at, choices) : tableBody(objects, at, choices);
}

function written(
  objects: Objects,
  from: number,
): { parts: Buffer[]; places: Map<number, number>; at: number } {
  const places = new Map<number, number>();
  let at = from;
  const parts = Object.entries(objects).map(([number, value]) => {
    places.set(Number(number), at);
    const part = Buffer.concat([
      text(`${number} 0 obj\n`),
      Buffer.from(value as string, 'latin1'),
      text('\nendobj\n'),
    ]);
    at += part.length;
    return part;
  });
  return { parts, places, at };
}

function tableBody(objects: Objects, from: number, { trailer = '', size }: Body): Buffer[] {
  const { parts, places, at } = written(objects, from);
  const first = from < 32 ? '0 1\n0000000000 65535 f \n' : '';
  const rows = [...places].map(
    ([number, place]) => `${String(number)} 1\n${String(place).padStart(10, '0')} 00000 n \n`,
  );
  const root = trailer.includes('/Root') ? '' : '/Root 1 0 R';
  const end = `xref\n${first}${rows.join('')}trailer\n<< /Size ${String(size)} ${root} ${trailer} >>\nstartxref\n${String(at)}\n%%EOF\n`;
  return [...parts, text(end)];
}

function streamBody(objects: Objects, from: number, { trailer = '', size }: Body): Buffer[] {
  const packs = ([, value]: [string, string | Buffer]): boolean =>
    typeof value === 'string' && !value.includes('/ByteRange');
  const packed = Object.entries(objects).filter(packs) as [string, string][];
  // out of the way of what a later revision adds
  const container = size + 10;
  const loose = Object.fromEntries(Object.entries(objects).filter((each) => !packs(each)));
  const { parts, places, at } = written({ ...loose, [container]: objectStream(packed) }, from);
  const rows = [
    ...(from < 32 ? [[0, 0, 0, 65535] as const] : []),
    ...[...places].map(([number, place]) => [number, 1, place, 0] as const),
    ...packed.map(([number], index) => [Number(number), 2, container, index] as const),
    [container + 1, 1, at, 0] as const,
  ].sort((a, b) => a[0] - b[0]);
  const data = Buffer.concat(
    rows.map(([, type, one, two]) => {
      const row = Buffer.alloc(7);
      row[0] = type;
      row.writeUInt32BE(one, 1);
      row.writeUInt16BE(two, 5);
      return row;
    }),
  );
  const index = rows.map(([number]) => `${String(number)} 1`).join(' ');
  const root = trailer.includes('/Root') ? '' : '/Root 1 0 R';
  const entries = `/Type /XRef /W [1 4 2] /Index [${index}] /Size ${String(container + 2)} ${root} ${trailer} /Filter /FlateDecode`;
  const xref = Buffer.concat([
    text(`${String(container + 1)} 0 obj\n`),
    stream(deflateSync(data), entries),
    text('\nendobj\n'),
  ]);
  return [...parts, xref, text(`startxref\n${String(at)}\n%%EOF\n`)];
}

/** An object stream (ISO 32000-1 §7.5.7) with these objects. */
export function objectStream(packed: readonly (readonly [number | string, string])[]): Buffer {
  let at = 0;
  const heads = packed.map(([number, value]) => {
    const head = `${String(number)} ${String(at)}`;
    at += Buffer.byteLength(value, 'latin1') + 1;
    return head;
  });
  const head = `${heads.join(' ')} `;
  const data = deflateSync(text(head + packed.map(([, value]) => `${value} `).join('')));
  return stream(
    data,
    `/Type /ObjStm /N ${String(packed.length)} /First ${String(head.length)} /Filter /FlateDecode`,
  );
}
