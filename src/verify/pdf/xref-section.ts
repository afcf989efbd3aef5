import { inflated } from './inflate-stream.js';
import { countAt, isArray, isCount, isDict, PdfFault, type PdfDict, type PdfObject } from './value.js';
import { type Budget, type ValueReader } from './value-reader.js';

/** Where an object stands. */
export type XrefEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'file'; readonly at: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly stream: number; readonly index: number };

/** One part of the cross-reference: a table or a stream. */
export interface XrefSection {
  readonly at: number;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDict;
}

function add(entries: Map<number, XrefEntry>, number: number, entry: XrefEntry, budget: Budget): void {
  budget.value();
  if (entries.has(number))
    throw new PdfFault('pdf.xref', `Een inhoudsopgave noemt onderdeel ${String(number)} twee keer.`);
  entries.set(number, entry);
}

/** Reads a table (ISO 32000-1 §7.5.4) with its trailer; the word `xref` is behind us. */
export function readXrefTable(reader: ValueReader, at: number): XrefSection {
  const entries = new Map<number, XrefEntry>();
  for (;;) {
    reader.skip();
    if (reader.takes('trailer')) break;
    const [first, count] = [reader.count(), (reader.skip(), reader.count())];
    if (first === null || count === null) throw reader.fault('is een inhoudsopgave beschadigd');
    for (let i = 0; i < count; i++) add(entries, first + i, tableEntry(reader), reader.budget);
  }
  const trailer = reader.value();
  if (!isDict(trailer)) throw reader.fault('is een inhoudsopgave beschadigd');
  return { at, entries, trailer };
}

function tableEntry(reader: ValueReader): XrefEntry {
  reader.skip();
  const at = reader.count();
  reader.skip();
  const generation = reader.count();
  reader.skip();
  const inUse = reader.takes('n');
  if (at === null || generation === null || !(inUse || reader.takes('f')))
    throw reader.fault('is een inhoudsopgave beschadigd');
  return inUse ? { kind: 'file', at, generation } : { kind: 'free' };
}

/** Reads a cross-reference stream (ISO 32000-1 §7.5.8). */
export function readXrefStream(object: PdfObject, dict: PdfDict, budget: Budget): XrefSection {
  const widths = dict.get('W');
  const size = countAt(dict, 'Size');
  const index = dict.get('Index') ?? [0, size ?? 0];
  const damaged = new PdfFault('pdf.xref', 'Een inhoudsopgave is beschadigd.');
  if (!isArray(widths) || widths.length !== 3 || !widths.every((each) => isCount(each) && each <= 6))
    throw damaged;
  if (size === null || !isArray(index) || index.length % 2 !== 0 || !index.every(isCount)) throw damaged;
  const rows = rowsOf(inflated(object, dict, budget), widths as readonly number[]);
  const entries = new Map<number, XrefEntry>();
  for (let i = 0; i < index.length; i += 2)
    for (let number = index[i] as number, last = number + (index[i + 1] as number); number < last; number++) {
      const row = rows.next();
      if (row.done === true) throw damaged;
      const [type, one, two] = row.value;
      if (type === 0) add(entries, number, { kind: 'free' }, budget);
      else if (type === 1) add(entries, number, { kind: 'file', at: one, generation: two }, budget);
      else if (type === 2) add(entries, number, { kind: 'packed', stream: one, index: two }, budget);
      else throw damaged;
    }
  if (rows.next().done !== true) throw damaged;
  return { at: object.at, entries, trailer: dict };
}

function* rowsOf(
  data: Buffer,
  widths: readonly number[],
): Generator<readonly [number, number, number], void, undefined> {
  const [a, b, c] = widths as [number, number, number];
  const width = a + b + c;
  const field = (at: number, length: number, absent: number): number =>
    length === 0 ? absent : data.readUIntBE(at, length);
  for (let at = 0; width > 0 && at + width <= data.length; at += width)
    yield [field(at, a, 1), field(at + a, b, 0), field(at + a + b, c, 0)];
}
