import { isObjectStream } from './inflate-stream.js';
import { arrayOf, dictOf, objectOf, viewFrom, type RevisionView, type Whole } from './revision-view.js';
import type { Marker } from './scan-file.js';
import { isProvenTimestamp } from './document-timestamp.js';
import {
  isArray,
  isDict,
  nameAt,
  PdfRef,
  sameValue,
  within,
  type PdfDict,
  type PdfObject,
  type PdfValue,
} from './value.js';

const SWAPPED =
  'Na het ondertekenen is iets in het document veranderd. Lever de PDF in zoals die is ondertekend.';

/**
 * Why what follows a signed revision is more than material by which the signature can be checked later: a document security
 * store (DSS) or a document timestamp (ETSI EN 319 142-1 §5.4), each in a revision of its own that changes nothing else.
 * Dutch; null when it is no more than that. Throws PdfFault for a cross-reference that does not hold.
 */
export function addedFault(whole: Whole, signed: Marker, end: number): string | null {
  const { bytes, markers } = whole.scanned;
  let before = viewFrom(signed.startxref, whole);
  let from = end;
  for (const marker of markers.filter(({ at }) => at >= end)) {
    const after = viewFrom(marker.startxref, whole);
    const why = new Step(whole, before, after, from, marker).fault();
    if (why !== null) return why;
    before = after;
    from = marker.lineEnd;
  }
  return from === bytes.length ? null : 'Achter de ondertekende versie staan nog andere bytes.';
}

/** From one revision to the next: every object that is new or different must be accounted for. */
class Step {
  private readonly justified = new Set<number>();
  private readonly asked: ReadonlySet<number>;
  /** What the document leads to, its security store aside. */
  private readonly used: ReadonlySet<number>;
  private readonly oldRoot: PdfDict | null;
  private readonly newRoot: PdfDict | null;

  constructor(
    private readonly whole: Whole,
    private readonly before: RevisionView,
    private readonly after: RevisionView,
    private readonly from: number,
    private readonly marker: Marker,
  ) {
    this.oldRoot = dictOf(before, before.trailer.get('Root'));
    this.newRoot = dictOf(after, after.trailer.get('Root'));
    this.asked = askedForInVain(before);
    this.used = reached(before, new Map([...(this.oldRoot ?? [])].filter(([key]) => key !== 'DSS')));
  }

  fault(): string | null {
    const sound =
      this.followsOn() &&
      this.keepsRoot() &&
      this.keepsForm() &&
      this.allowInfo() &&
      this.allFound() &&
      this.allAccounted();
    return sound ? null : SWAPPED;
  }

  /** Its cross-references come before those that stood, which all stay, and lie in its own bytes. */
  private followsOn(): boolean {
    const { before, after, from, marker } = this;
    const more = after.sections.length - before.sections.length;
    const same = before.sections.every(({ at }, i) => after.sections[more + i]?.at === at);
    return more > 0 && same && after.sections.slice(0, more).every(({ at }) => at >= from && at < marker.at);
  }

  private keepsRoot(): boolean {
    const [one, other] = [this.before.trailer.get('Root'), this.after.trailer.get('Root')];
    const [was, is] = [objectOf(this.before, one), objectOf(this.after, other)];
    if (!(one instanceof PdfRef && other instanceof PdfRef) || one.number !== other.number) return false;
    if (was === null || is === null || !sameBut(was, is, ['DSS', 'Extensions', 'AcroForm'])) return false;
    this.justified.add(one.number);
    const extensions = this.newRoot?.get('Extensions') ?? null;
    const plain = ![...within(extensions)].some((each) => each instanceof PdfRef);
    if (!plain && !sameValue(this.oldRoot?.get('Extensions') ?? null, was.source, extensions, is.source))
      return false;
    const held = reached(this.before, this.oldRoot?.get('DSS'));
    for (const number of reached(this.after, this.newRoot?.get('DSS')))
      if (this.isNew(number) || (held.has(number) && !this.used.has(number))) this.justified.add(number);
    return true;
  }

  /** Nobody asked for it before: a page that names an object that is not there yet would show it now. */
  private isNew(number: number): boolean {
    return !this.before.objects.has(number) && !this.asked.has(number);
  }

  private keepsForm(): boolean {
    const [one, other] = [this.oldRoot?.get('AcroForm'), this.newRoot?.get('AcroForm')];
    const [was, is] = [dictOf(this.before, one), dictOf(this.after, other)];
    if (was === null || is === null) return was === is;
    const sources = [this.sourceOf(this.before, one), this.sourceOf(this.after, other)] as const;
    if (
      one instanceof PdfRef !== other instanceof PdfRef ||
      !sameDict(was, sources[0], is, sources[1], ['Fields', 'SigFlags'])
    )
      return false;
    if (one instanceof PdfRef && other instanceof PdfRef) {
      if (one.number !== other.number) return false;
      this.justified.add(one.number);
    }
    const list = was.get('Fields');
    if (list instanceof PdfRef) {
      if (!sameValue(list, sources[0], is.get('Fields') ?? null, sources[1])) return false;
      this.justified.add(list.number);
    }
    const added = appended(arrayOf(this.before, list), arrayOf(this.after, is.get('Fields')));
    return added !== null && (added.length === 0 || (added.length === 1 && this.allowTimestamp(added[0]!)));
  }

  private sourceOf(view: RevisionView, value: PdfValue | undefined): Buffer {
    return (objectOf(view, value) ?? objectOf(view, view.trailer.get('Root')))!.source;
  }

  /** A new field that nobody sees, whose value is a timestamp over everything before it; and the page it hangs on. */
  private allowTimestamp(field: PdfValue): boolean {
    const { after } = this;
    const object = objectOf(after, field);
    if (!(field instanceof PdfRef) || object === null || !isDict(object.value) || !this.isNew(field.number))
      return false;
    const corners = arrayOf(after, object.value.get('Rect'));
    const flat = corners.length === 0 || (corners[0] === corners[2] && corners[1] === corners[3]);
    const value = objectOf(after, object.value.get('V'));
    if (!flat || nameAt(object.value, 'FT') !== 'Sig' || object.value.has('Kids') || value === null)
      return false;
    if (!isProvenTimestamp(this.whole.scanned.bytes, value, this.marker)) return false;
    const own = new Map([...object.value].filter(([key]) => key !== 'P'));
    for (const number of [field.number, ...reached(after, own)])
      if (this.isNew(number)) this.justified.add(number);
    this.allowAnnotation(field);
    return true;
  }

  /** One more annotation, the field, at the end of the list of one page. */
  private allowAnnotation(field: PdfRef): void {
    for (const [number, was] of this.before.objects) {
      const is = this.after.objects.get(number);
      if (is === undefined || is === was || !isDict(was.value) || nameAt(was.value, 'Type') !== 'Page') {
        this.allowList(was, field);
        continue;
      }
      const lists = [this.before, this.after].map((view, i) =>
        arrayOf(view, ((i === 0 ? was : is).value as PdfDict).get('Annots')),
      ) as [readonly PdfValue[], readonly PdfValue[]];
      if (!sameBut(was, is, ['Annots']) || !isOnly(appended(...lists), field)) continue;
      this.justified.add(number);
      const list = isDict(is.value) ? is.value.get('Annots') : undefined;
      if (list instanceof PdfRef && this.isNew(list.number)) this.justified.add(list.number);
    }
  }

  private allowList(page: PdfObject, field: PdfRef): void {
    const list =
      isDict(page.value) && nameAt(page.value, 'Type') === 'Page' ? page.value.get('Annots') : undefined;
    if (!(list instanceof PdfRef)) return;
    if (isOnly(appended(arrayOf(this.before, list), arrayOf(this.after, list)), field))
      this.justified.add(list.number);
  }

  /** Who made the file and when: it is on no page. */
  private allowInfo(): boolean {
    const [was, is] = [this.before.trailer.get('Info'), this.after.trailer.get('Info')];
    if (is === undefined) return true;
    const held = dictOf(this.after, is);
    if (!(is instanceof PdfRef) || held === null) return false;
    const plain = ![...held.values()].some((each) => each instanceof PdfRef || isArray(each) || isDict(each));
    const own = was instanceof PdfRef && was.number === is.number && !this.used.has(is.number);
    if (plain && (own || this.isNew(is.number))) this.justified.add(is.number);
    return true;
  }

  /** Every object in its bytes is one that a reader now sees, or carries others. */
  private allFound(): boolean {
    const { objects } = this.whole.scanned;
    const own = objects.filter(({ at }) => at >= this.from && at < this.marker.at);
    return own.every((object) => {
      const carries =
        isObjectStream(object) || (isDict(object.value) && nameAt(object.value, 'Type') === 'XRef');
      if (carries && this.isNew(object.number)) this.justified.add(object.number);
      return carries || this.after.objects.get(object.number) === object;
    });
  }

  private allAccounted(): boolean {
    const { before, after, from } = this;
    for (const number of before.objects.keys()) if (!after.objects.has(number)) return false;
    for (const [number, object] of after.objects)
      if (before.objects.get(number) !== object && (object.at < from || !this.justified.has(number)))
        return false;
    return !after.trailer.has('Encrypt');
  }
}

/** Numbers that a revision refers to and does not have. */
function askedForInVain({ objects }: RevisionView): ReadonlySet<number> {
  const asked = new Set<number>();
  for (const { value } of objects.values())
    for (const each of within(value))
      if (each instanceof PdfRef && !objects.has(each.number)) asked.add(each.number);
  return asked;
}

/** Numbers of all objects that a value leads to. */
function reached(view: RevisionView, value: PdfValue | undefined): ReadonlySet<number> {
  const found = new Set<number>();
  const waiting: PdfValue[] = [value ?? null];
  while (waiting.length > 0)
    for (const each of within(waiting.pop()!)) {
      const object = objectOf(view, each);
      if (object === null || found.has(object.number)) continue;
      found.add(object.number);
      waiting.push(object.value);
    }
  return found;
}

/** What stands behind the same beginning; null when the beginning differs. */
function appended(old: readonly PdfValue[], now: readonly PdfValue[]): readonly PdfValue[] | null {
  const none = Buffer.alloc(0);
  const same = old.every((each, i) => each instanceof PdfRef && sameValue(each, none, now[i] ?? null, none));
  return same && now.length >= old.length ? now.slice(old.length) : null;
}

const isOnly = (added: readonly PdfValue[] | null, field: PdfRef): boolean =>
  added?.length === 1 && added[0] instanceof PdfRef && added[0].number === field.number;

function sameBut(one: PdfObject, other: PdfObject, keys: readonly string[]): boolean {
  if (!isDict(one.value) || !isDict(other.value) || one.stream !== null || other.stream !== null)
    return false;
  return sameDict(one.value, one.source, other.value, other.source, keys);
}

function sameDict(
  one: PdfDict,
  oneIn: Buffer,
  other: PdfDict,
  otherIn: Buffer,
  keys: readonly string[],
): boolean {
  const rest = (dict: PdfDict): PdfDict => new Map([...dict].filter(([key]) => !keys.includes(key)));
  return sameValue(rest(one), oneIn, rest(other), otherIn);
}
