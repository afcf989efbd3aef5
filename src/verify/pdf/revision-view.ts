import { lengthHolds, type Scanned } from './scan-file.js';
import {
  countAt,
  isArray,
  isDict,
  PdfFault,
  PdfRef,
  type PdfDict,
  type PdfObject,
  type PdfValue,
} from './value.js';
import { isWhite } from './value-reader.js';
import type { XrefEntry, XrefSection } from './xref-section.js';

/** A file as a reader sees it that begins at one `startxref`. */
export interface RevisionView {
  readonly trailer: PdfDict;
  /** Parts of the cross-reference in the order in which they decide, the newest first. */
  readonly sections: readonly XrefSection[];
  readonly objects: ReadonlyMap<number, PdfObject>;
}

/** Everything that views of one file are made from. */
export interface Whole {
  readonly scanned: Scanned;
  readonly unpacked: ReadonlyMap<number, readonly PdfObject[]>;
}

const fault = (detail: string): PdfFault => new PdfFault('pdf.xref', detail);

/**
 * Follows the cross-references from a `startxref`. Every object that they name must stand exactly there, and no part may be
 * visited twice: then every reader sees these objects. Throws PdfFault `pdf.xref`.
 */
export function viewFrom(startxref: number, { scanned, unpacked }: Whole): RevisionView {
  const sections = chainOf(startxref, scanned);
  const entries = new Map<number, XrefEntry>();
  for (const section of sections)
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
  const files = new Map(scanned.objects.map((object) => [object.at, object]));
  const objects = new Map<number, PdfObject>();
  const place = (at: number, number: number): PdfObject | undefined => {
    const found = files.get(past(scanned.bytes, at));
    return found?.number === number ? found : undefined;
  };
  for (const [number, entry] of entries) {
    if (entry.kind === 'free') continue;
    const object =
      entry.kind === 'file'
        ? place(entry.at, number)
        : packedIn(entries.get(entry.stream), entry, place, unpacked);
    if (object?.number !== number || (entry.kind === 'file' && object.generation !== entry.generation))
      throw fault(`Onderdeel ${String(number)} staat niet waar de inhoudsopgave het noemt.`);
    objects.set(number, object);
  }
  const view = { trailer: sections[0]!.trailer, sections, objects };
  const held = (ref: PdfRef): unknown => resolve(view, ref);
  for (const object of objects.values())
    if (!lengthHolds(object, held))
      throw fault(`De lengte van onderdeel ${String(object.number)} klopt niet.`);
  return view;
}

function packedIn(
  container: XrefEntry | undefined,
  { stream, index }: Extract<XrefEntry, { kind: 'packed' }>,
  place: (at: number, number: number) => PdfObject | undefined,
  unpacked: Whole['unpacked'],
): PdfObject | undefined {
  const held = container?.kind === 'file' ? place(container.at, stream) : undefined;
  return held && unpacked.get(held.at)?.[index];
}

/** White space before what a place names is passed by every reader. */
function past(bytes: Buffer, at: number): number {
  let found = at;
  while (isWhite(bytes[found])) found += 1;
  return found;
}

function chainOf(startxref: number, { sections, bytes }: Scanned): readonly XrefSection[] {
  const chain: XrefSection[] = [];
  const visited = new Set<number>();
  for (let next: number | null = startxref; next !== null;) {
    const section = sections.get(past(bytes, next));
    if (section === undefined) throw fault('Een inhoudsopgave staat niet waar zij genoemd wordt.');
    if (visited.has(section.at)) throw fault('De inhoudsopgaven verwijzen naar elkaar zonder einde.');
    visited.add(section.at);
    chain.push(hybrid(section, sections));
    if (section.trailer.has('Prev') && countAt(section.trailer, 'Prev') === null)
      throw fault('Een inhoudsopgave noemt geen bestaande vorige.');
    next = countAt(section.trailer, 'Prev');
  }
  return chain;
}

/** A table with a stream beside it (§7.5.8.4): the stream adds what the table calls free, and may contradict nothing. */
function hybrid(section: XrefSection, sections: Scanned['sections']): XrefSection {
  if (!section.trailer.has('XRefStm')) return section;
  const beside = sections.get(countAt(section.trailer, 'XRefStm') ?? -1);
  if (beside === undefined) throw fault('Een inhoudsopgave staat niet waar zij genoemd wordt.');
  const entries = new Map(section.entries);
  for (const [number, entry] of beside.entries) {
    const known = entries.get(number);
    if (known === undefined || known.kind === 'free') entries.set(number, entry);
    else if (JSON.stringify(known) !== JSON.stringify(entry))
      throw fault(`Twee inhoudsopgaven noemen voor onderdeel ${String(number)} een andere plaats.`);
  }
  return { ...section, entries };
}

/** A value with its reference followed: an object that is a reference itself leads nowhere. */
export function resolve({ objects }: RevisionView, value: PdfValue | undefined): PdfValue {
  if (!(value instanceof PdfRef)) return value ?? null;
  const object = objects.get(value.number);
  return object?.generation === value.generation && !(object.value instanceof PdfRef) ? object.value : null;
}

/** The object that a reference names. */
export function objectOf({ objects }: RevisionView, value: PdfValue | undefined): PdfObject | null {
  const object = value instanceof PdfRef ? objects.get(value.number) : undefined;
  return object !== undefined && object.generation === (value as PdfRef).generation ? object : null;
}

/** The dictionary that a value is or refers to; null when it is none. */
export function dictOf(view: RevisionView, value: PdfValue | undefined): PdfDict | null {
  const found = resolve(view, value);
  return isDict(found) ? found : null;
}

/** The array that a value is or refers to; empty when it is none. */
export function arrayOf(view: RevisionView, value: PdfValue | undefined): readonly PdfValue[] {
  const found = resolve(view, value);
  return isArray(found) ? found : [];
}
