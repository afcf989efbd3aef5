import { inflated, isObjectStream } from './inflate-stream.js';
import { countAt, isDict, PdfFault, type PdfObject } from './value.js';
import { ValueReader, type Budget } from './value-reader.js';

const damaged = (): PdfFault => new PdfFault('pdf.objects', 'Een ingepakt onderdeel is beschadigd.');

/** The objects in every object stream of a file (ISO 32000-1 §7.5.7), by the place of their stream. Throws PdfFault. */
export function unpackObjects(
  objects: readonly PdfObject[],
  budget: Budget,
): ReadonlyMap<number, readonly PdfObject[]> {
  return new Map(objects.filter(isObjectStream).map((stream) => [stream.at, unpackStream(stream, budget)]));
}

function unpackStream(stream: PdfObject, budget: Budget): readonly PdfObject[] {
  if (!isDict(stream.value)) throw damaged();
  const count = countAt(stream.value, 'N');
  const first = countAt(stream.value, 'First');
  if (count === null || first === null || stream.value.has('Extends')) throw damaged();
  const source = inflated(stream, stream.value, budget);
  if (first > source.length) throw damaged();
  const head = new ValueReader(source.subarray(0, first), 0, budget);
  const found: PdfObject[] = [];
  for (let index = 0; index < count; index++) {
    const number = (head.skip(), head.count());
    const offset = (head.skip(), head.count());
    if (number === null || offset === null) throw damaged();
    budget.object();
    const body = new ValueReader(source, first + offset, budget);
    const value = body.value();
    found.push({
      number,
      generation: 0,
      at: stream.at,
      end: stream.end,
      value,
      stream: null,
      packed: { stream: stream.number, index },
      source,
    });
  }
  return found;
}
