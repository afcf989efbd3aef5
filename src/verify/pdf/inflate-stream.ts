import { inflateSync } from 'node:zlib';
import {
  countAt,
  isArray,
  isDict,
  nameAt,
  PdfFault,
  PdfName,
  type PdfDict,
  type PdfObject,
  type PdfValue,
} from './value.js';
import type { Budget } from './value-reader.js';

const UNREADABLE = 'Een ingepakt onderdeel kan niet worden uitgepakt.';

/**
 * The bytes of an object stream or cross-reference stream: as they stand, or by FlateDecode alone, with a predictor or
 * without (ISO 32000-1 §7.4.4). Never more than the budget allows. Throws PdfFault.
 */
export function inflated({ stream, source }: PdfObject, dict: PdfDict, budget: Budget): Buffer {
  if (stream === null) throw new PdfFault('pdf.objects', UNREADABLE);
  const written = source.subarray(stream.start, stream.end);
  const filter = single(dict.get('Filter'));
  if (filter === undefined || filter === null) return written;
  if (!(filter instanceof PdfName) || !['FlateDecode', 'Fl'].includes(filter.name))
    throw new PdfFault('pdf.objects', UNREADABLE);
  const data = inflate(written, budget);
  const parms = single(dict.get('DecodeParms'));
  return isDict(parms) ? unpredicted(data, parms) : data;
}

/** One filter in an array is that filter. */
function single(value: PdfValue | undefined): PdfValue | undefined {
  if (!isArray(value)) return value;
  if (value.length > 1) throw new PdfFault('pdf.objects', UNREADABLE);
  return value[0];
}

function inflate(written: Buffer, budget: Budget): Buffer {
  try {
    const data = inflateSync(written, { maxOutputLength: Math.max(1, budget.left) });
    budget.inflate(data.length);
    return data;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') budget.inflate(budget.left + 1);
    if (error instanceof PdfFault) throw error;
    throw new PdfFault('pdf.objects', UNREADABLE);
  }
}

/** Undoes a PNG predictor over bytes. */
function unpredicted(data: Buffer, parms: PdfDict): Buffer {
  const predictor = countAt(parms, 'Predictor') ?? 1;
  if (predictor === 1) return data;
  const columns = countAt(parms, 'Columns') ?? 1;
  const one = (key: string, usual: number) => (countAt(parms, key) ?? usual) === usual;
  if (predictor < 10 || columns < 1 || columns > 4096 || !one('Colors', 1) || !one('BitsPerComponent', 8))
    throw new PdfFault('pdf.objects', UNREADABLE);
  const rows = Math.floor(data.length / (columns + 1));
  if (rows * (columns + 1) !== data.length) throw new PdfFault('pdf.objects', UNREADABLE);
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column === 0 ? 0 : out[at - 1]!;
      const up = row === 0 ? 0 : out[at - columns]!;
      const corner = column === 0 || row === 0 ? 0 : out[at - columns - 1]!;
      const added = predicted(data[row * (columns + 1)]!, left, up, corner);
      out[at] = data[row * (columns + 1) + 1 + column]! + added;
    }
  return out;
}

function predicted(type: number, left: number, up: number, corner: number): number {
  switch (type) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [a, b, c] = [left, up, corner].map((each) => Math.abs(estimate - each)) as [
        number,
        number,
        number,
      ];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      throw new PdfFault('pdf.objects', UNREADABLE);
  }
}

/** Whether a stream holds objects. */
export const isObjectStream = (object: PdfObject): boolean =>
  object.stream !== null && isDict(object.value) && nameAt(object.value, 'Type') === 'ObjStm';
