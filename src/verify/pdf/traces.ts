import type { RevisionView } from './revision-view.js';
import { isDict, nameAt, within, type PdfObject } from './value.js';

/**
 * What of a PDF is to be looked at by a person before everybody gets it. Counted, not read: what an image shows, or lines that
 * are drawn in the text of a page (an image within that text too), nobody can tell here.
 */
export interface PdfTraces {
  readonly images: number;
  /** What a reader draws over a page: ink, stamps, remarks with the name of who made them. */
  readonly marks: number;
  /** What was replaced or let go, and still stands in the file for who looks for it. */
  readonly left: number;
}

const MARKS = new Set(
  (
    'Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Stamp Ink Popup ' +
    'Redact Watermark'
  ).split(' '),
);
/** What holds the document together shows nothing itself. */
const BINDING = new Set(['XRef', 'ObjStm']);

/** The traces in all objects of a file, as it is seen by who opens it (`view`). */
export function tracesOf(objects: readonly PdfObject[], view: RevisionView): PdfTraces {
  let [images, marks, left] = [0, 0, 0];
  for (const object of objects) {
    const { value } = object;
    const binds = isDict(value) && BINDING.has(nameAt(value, 'Type') ?? '');
    if (!binds && view.objects.get(object.number) !== object) left += 1;
    for (const each of within(value)) {
      if (!isDict(each)) continue;
      const subtype = nameAt(each, 'Subtype') ?? '';
      if (subtype === 'Image') images += 1;
      if (MARKS.has(subtype) && each.has('Rect')) marks += 1;
    }
  }
  return { images, marks, left };
}
