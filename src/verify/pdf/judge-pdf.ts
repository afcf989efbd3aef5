import { createHash } from 'node:crypto';
import { passed, refused, skipped } from '../checks/check.js';
import type { Check } from '../verdict.js';
import { addedFault } from './added-revision.js';
import { PDF_CATALOGUE_VERSION, PDF_CODES, type PdfCheck } from './catalogue.js';
import { contentChecks, countPages, openingCheck } from './content-checks.js';
import { headerFault, otherKind } from './container.js';
import { digestOver } from './document-timestamp.js';
import { judgeSigner, type SignerFacts } from './judge-signer.js';
import { MAX_PDF_BYTES } from './limits.js';
import { viewFrom, type RevisionView, type Whole } from './revision-view.js';
import { scanFile, type Marker } from './scan-file.js';
import {
  cmsIn,
  contentsOf,
  fieldsOf,
  findSignatures,
  profileOf,
  rangeOf,
  type SignatureDict,
} from './signature-place.js';
import type { CmsProfile } from './signed-data.js';
import { tracesOf, type PdfTraces } from './traces.js';
import { unpackObjects } from './unpack-objects.js';
import { PdfFault, type PdfObject, type PdfText } from './value.js';
import { Budget } from './value-reader.js';

/** What a PDF is judged against. */
export interface PdfContext {
  /** Certificates that are trusted, DER; none: who signed is not established. */
  readonly trust: readonly Uint8Array[];
  /** A detached CAdES signature that came beside it. */
  readonly signature?: Uint8Array;
  readonly at: Date;
}

/** The judgement of one PDF: every check once, in their order. `accepted` exactly when none of them refuses. */
export interface PdfVerdict extends SignerFacts {
  readonly catalogue: number;
  readonly verdict: 'accepted' | 'refused';
  /** Signed within, by a file beside it, or not at all: a scan. */
  readonly form: 'signed' | 'detached' | 'unsigned';
  readonly checks: readonly Check[];
  /** What was signed, and what is shown and forwarded: the first `end` bytes. Null when it was refused, or not signed. */
  readonly signedRevision: { readonly end: number } | null;
  /** null: could not be counted. */
  readonly pages: number | null;
  /** What it may show beside its text. Null when it was refused. */
  readonly traces: PdfTraces | null;
}

/**
 * Judges a PDF by its bytes alone. Nothing in it is rendered or followed outside of it, memory and time are bounded, and it
 * never throws on what the bytes hold. What may be relied upon is the signed revision, and only when `accepted`.
 */
export function judgePdf(bytes: Uint8Array, context: PdfContext): PdfVerdict {
  return new Judgement(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), context).verdict();
}

/** The verdict of a PDF that took more than any genuine one needs, twice. */
export function exhaustedPdf(): PdfVerdict {
  const over = refused(
    'pdf.limits',
    'Het bestand vraagt meer geheugen of tijd dan een gewoon document nodig heeft.',
  );
  return {
    ...{ catalogue: PDF_CATALOGUE_VERSION, verdict: 'refused', form: 'unsigned' },
    checks: PDF_CODES.map((code) => (code === over.code ? over : skipped(code, UNREAD))),
    ...{ signedRevision: null, pages: null, traces: null, signer: null, signedAt: null, known: false },
  };
}

const UNSIGNED = 'De PDF is niet digitaal ondertekend.';
const UNREAD = 'Niet gecontroleerd: het bestand kon niet worden gelezen.';
const SIGNATURE_CODES = PDF_CODES.slice(PDF_CODES.indexOf('pdf.signatures'));

class Judgement {
  private readonly found = new Map<string, Check>();
  private form: PdfVerdict['form'];
  private signedRevision: PdfVerdict['signedRevision'] = null;
  private facts: SignerFacts = { signer: null, signedAt: null, known: false };
  private pages: number | null = null;
  private traces: PdfTraces | null = null;

  constructor(
    private readonly bytes: Buffer,
    private readonly context: PdfContext,
  ) {
    this.form = context.signature === undefined ? 'unsigned' : 'detached';
  }

  verdict(): PdfVerdict {
    this.guarded(() => this.judge());
    const checks = PDF_CODES.map((code) => this.found.get(code) ?? skipped(code, UNREAD));
    const accepted = checks.every(({ result }) => result !== 'refuse');
    const { form, pages, traces, facts } = this;
    return {
      catalogue: PDF_CATALOGUE_VERSION,
      verdict: accepted ? 'accepted' : 'refused',
      form,
      checks,
      signedRevision: accepted ? this.signedRevision : null,
      pages,
      traces: accepted ? traces : null,
      ...facts,
      known: accepted && facts.known,
    };
  }

  private note(...checks: readonly Check[]): void {
    for (const check of checks) this.found.set(check.code, check);
  }

  private guarded(judge: () => void): void {
    try {
      judge();
    } catch (error) {
      if (!(error instanceof PdfFault)) throw error;
      this.note(refused(error.code, error.message));
    }
  }

  private check(code: PdfCheck, fault: string | null, well: string): boolean {
    this.note(fault === null ? passed(code, well) : refused(code, fault));
    return fault === null;
  }

  private judge(): void {
    const { bytes } = this;
    const large = bytes.length > MAX_PDF_BYTES;
    const limit = String(MAX_PDF_BYTES / 2 ** 20);
    if (
      !this.check('pdf.size', large ? `Het bestand is groter dan ${limit} MB.` : null, 'De grootte is goed.')
    )
      return;
    const isPdf = this.check('pdf.header', headerFault(bytes), 'Het bestand begint als PDF.');
    this.check('pdf.polyglot', otherKind(bytes), 'Het bestand is alleen een PDF.');
    if (!isPdf) return;
    const budget = new Budget();
    const scanned = scanFile(bytes, budget);
    const whole: Whole = { scanned, unpacked: unpackObjects(scanned.objects, budget) };
    this.note(passed('pdf.limits', 'Het aantal onderdelen is gewoon.'));
    this.note(passed('pdf.objects', 'Elk onderdeel is heel.'));
    const objects = [...scanned.objects, ...[...whole.unpacked.values()].flat()];
    this.note(
      ...contentChecks(
        objects,
        [...scanned.sections.values()].map(({ trailer }) => trailer),
      ),
    );
    this.guarded(() => this.judgeView(whole, objects));
    this.guarded(() => this.judgeSignature(whole, findSignatures(objects)));
  }

  private judgeView(whole: Whole, objects: readonly PdfObject[]): void {
    const view = viewFrom(whole.scanned.markers.at(-1)!.startxref, whole);
    this.note(passed('pdf.xref', 'De inhoudsopgaven kloppen.'));
    const active = this.found.get('pdf.active');
    if (active !== undefined) this.note(openingCheck(view, active));
    this.pages = countPages(view);
    this.traces = tracesOf(objects, view);
    this.note(
      passed(
        'pdf.pages',
        this.pages === 1 ? 'Er is 1 bladzijde.' : `Er zijn ${String(this.pages)} bladzijden.`,
      ),
    );
  }

  private judgeSignature(whole: Whole, all: readonly SignatureDict[]): void {
    const inside = all.filter(({ isTimestamp }) => !isTimestamp);
    const { signature } = this.context;
    if (inside.length > 0 && signature === undefined) this.form = 'signed';
    const count = inside.length + (signature === undefined ? 0 : 1);
    if (count === 0) return this.note(...SIGNATURE_CODES.map((code) => skipped(code, UNSIGNED)));
    const many =
      count === 1 ? null : `Er zijn ${String(count)} handtekeningen. Lever een PDF met één handtekening.`;
    if (!this.check('pdf.signatures', many, 'Er is één handtekening.')) return;
    if (signature !== undefined) this.judgeDetached(signature);
    else this.judgeInside(whole, inside[0]!);
  }

  private judgeDetached(signature: Uint8Array): void {
    const { bytes } = this;
    const beside = 'De handtekening staat in een bestand ernaast, over de hele PDF.';
    for (const code of ['pdf.form', 'pdf.range', 'pdf.after'] as const) this.note(skipped(code, beside));
    this.signedRevision = { end: bytes.length };
    this.judgeCms(signature, 'cades', (hash) => createHash(hash).update(bytes).digest(), null);
  }

  private judgeInside(whole: Whole, signature: SignatureDict): void {
    const { bytes } = this;
    const { dict } = signature;
    const contents = contentsOf(signature);
    const profile = profileOf(dict);
    const range =
      contents === null
        ? 'De handtekening staat er niet als één onderdeel.'
        : rangeOf(dict, contents, bytes.length);
    const marker = typeof range === 'string' ? undefined : endOf(whole.scanned.markers, range.end);
    const partial = 'Het ondertekende deel eindigt niet waar een versie van de PDF eindigt.';
    const rangeFault = typeof range === 'string' ? range : marker === undefined ? partial : null;
    this.check('pdf.range', rangeFault, 'Alles is ondertekend, behalve de handtekening zelf.');
    if (contents === null || typeof range === 'string' || marker === undefined)
      return void this.check(
        'pdf.form',
        formFault(profile, contents),
        'De handtekening staat er zoals is afgesproken.',
      );
    const view = viewFrom(marker.startxref, whole);
    const form = formFault(profile, contents) ?? fieldFault(view, signature);
    this.check('pdf.form', form, 'De handtekening staat er zoals is afgesproken.');
    this.signedRevision = { end: range.end };
    this.guarded(() => this.judgeAfter(whole, marker, range.end));
    const cms = cmsIn(bytes, contents);
    if (profile === null) return;
    const dictTime = pdfTime(bytes, dict.get('M') as PdfText | undefined);
    this.judgeCms(cms, profile, (hash) => digestOver(hash, bytes, contents, range.end), dictTime);
  }

  private judgeAfter(whole: Whole, marker: Marker, end: number): void {
    const nothing = end === this.bytes.length;
    const well = nothing
      ? 'Na het ondertekenen is niets toegevoegd.'
      : 'Na het ondertekenen is alleen toegevoegd waarmee de handtekening later te controleren is.';
    this.check('pdf.after', nothing ? null : addedFault(whole, marker, end), well);
  }

  private judgeCms(
    cms: Uint8Array | null,
    profile: CmsProfile,
    digest: (hash: string) => Buffer,
    dictTime: Date | null,
  ): void {
    const { checks, facts } = judgeSigner(cms, profile, digest, dictTime, this.context);
    this.note(...checks);
    this.facts = facts;
  }
}

/** The end of a revision at this place, its line end counted or not. */
const endOf = (markers: readonly Marker[], end: number): Marker | undefined =>
  markers.find((marker) => marker.end <= end && end <= marker.lineEnd);

function formFault(profile: CmsProfile | null, contents: PdfText | null): string | null {
  if (contents === null) return 'De handtekening staat er niet als één onderdeel.';
  return profile === null
    ? 'De handtekening is van een soort dat hier niet wordt aangenomen. Onderteken met PAdES (ETSI.CAdES.detached).'
    : null;
}

function fieldFault(view: RevisionView, { object }: SignatureDict): string | null {
  if (view.objects.get(object.number) !== object)
    return 'De handtekening hoort niet bij de versie die zij ondertekent.';
  const fields = fieldsOf(view, object);
  return fields === 1 ? null : 'De handtekening staat niet in precies één veld van het document.';
}

/** `D:20270302100000+01'00'` (ISO 32000-1 §7.9.4); null when it is no such text. */
function pdfTime(bytes: Buffer, text: PdfText | undefined): Date | null {
  if (text?.form !== 'literal') return null;
  const written = bytes.toString('latin1', text.start + 1, text.end - 1);
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)'?|Z00'?00'?)?$/.exec(
    written,
  );
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, sign, hours = '00', minutes = '00'] =
    parts as unknown as string[];
  const zone = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const time = new Date(`${year!}-${month!}-${day!}T${hour!}:${minute!}:${second!}${zone}`);
  return Number.isNaN(time.getTime()) ? null : time;
}
