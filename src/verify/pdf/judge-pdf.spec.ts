import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithShared, SHARED } from '../../../test/support/shared-data.js';
import { badFiles } from '../../../test/support/pdf/bad-pdfs.js';
import { goodFiles, JUDGED_AT, ROOT, type CorpusFile } from '../../../test/support/pdf/pdf-corpus.js';
import { addRevision, PLAIN, stream, writePdf } from '../../../test/support/pdf/pdf-writer.js';
import { PDF_CODES } from './catalogue.js';
import { judgePdf, type PdfVerdict } from './judge-pdf.js';

const judge = (
  { bytes, signature }: CorpusFile,
  trust: readonly Uint8Array[] = [ROOT.certificate],
): PdfVerdict => judgePdf(bytes, { trust, at: JUDGED_AT, ...(signature === undefined ? {} : { signature }) });
const refusing = (verdict: PdfVerdict) =>
  verdict.checks.filter(({ result }) => result === 'refuse').map(({ code }) => code);

describe('a PDF in order', () => {
  it.each(goodFiles().map((file) => [file.name, file] as const))('%s', (name, file) => {
    const verdict = judge(file);
    expect(verdict.checks.filter(({ result }) => result === 'refuse' || result === 'warn')).toEqual([]);
    expect(verdict.checks.map(({ code }) => code)).toEqual(PDF_CODES);
    const signed = !name.startsWith('not signed');
    expect(verdict).toMatchObject({ verdict: 'accepted', known: signed, pages: 1 });
    if (signed) expect(verdict.signedRevision?.end).toBeGreaterThan(0);
  });
});

describe('a PDF that is refused', () => {
  it.each(badFiles().map((file) => [file.name, file] as const))('%s', (_, file) => {
    const begun = process.cpuUsage().user;
    const verdict = judge(file);
    expect(refusing(verdict)).toEqual(file.refusedBy);
    expect(verdict).toMatchObject({ verdict: 'refused', known: false });
    expect((process.cpuUsage().user - begun) / 1000).toBeLessThan(3000);
  });
});

const MUTATIONS = Number(process.env['PDF_MUTATIONS'] ?? 200);

describe('a byte changed in a signed PDF', () => {
  /** All that must stay: every signed byte, and who signed when. Certificates that are only sent along are not signed. */
  const held = (bytes: Buffer, { signedRevision, signer, signedAt }: PdfVerdict): string => {
    const start = bytes.indexOf('/Contents <') + 11;
    const stop = bytes.indexOf('>', start);
    const covered = [bytes.subarray(0, start), bytes.subarray(stop, signedRevision!.end)];
    return `${Buffer.concat(covered).toString('latin1')} ${JSON.stringify([signer, signedAt])}`;
  };

  it.each(['signed in one go', 'with object streams, as a revision', 'a security store after it'])(
    'is never taken for the same: %s',
    (name) => {
      const { bytes } = goodFiles().find((file) => file.name === name)!;
      const original = held(bytes, judge({ name, bytes, refusedBy: [] }));
      for (let i = 0; i < MUTATIONS; i++) {
        const changed = Buffer.from(bytes);
        const at = Math.floor((i * bytes.length) / MUTATIONS);
        changed[at]! ^= 1 << (i % 8);
        const verdict = judge({ name, bytes: changed, refusedBy: [] });
        if (verdict.verdict === 'refused') continue;
        expect(held(changed, verdict) === original).toBe(true);
      }
    },
  );
});

describe('what a PDF may show beside its text', () => {
  const traces = (bytes: Buffer) => judge({ name: 'traces', bytes, refusedBy: [] }).traces;

  it.each(['table', 'stream'] as const)('is nothing in plain text: %s', (style) => {
    expect(traces(writePdf(PLAIN, { style }))).toEqual({ images: 0, marks: 0, left: 0 });
  });

  it('is an image, what was drawn over a page, and what was replaced and still stands there', () => {
    const pdf = writePdf({
      ...PLAIN,
      5: stream('x', '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray'),
      6: '<< /Type /Annot /Subtype /Ink /Rect [0 0 9 9] /InkList [[0 0 9 9]] >>',
    });
    expect(traces(pdf)).toEqual({ images: 1, marks: 1, left: 0 });
    const covered = addRevision(pdf, { 4: stream('BT /F 12 Tf 72 720 Td (Zwart gemaakt) Tj ET') });
    expect(traces(covered)).toEqual({ images: 1, marks: 1, left: 1 });
  });
});

describe('who signed', () => {
  it('is not established without a trust list', () => {
    const [file] = goodFiles();
    const verdict = judge(file!, []);
    expect(verdict).toMatchObject({
      verdict: 'accepted',
      known: false,
      signer: { name: 'College van Heumen' },
    });
    expect(verdict.checks.find(({ code }) => code === 'pdf.chain')).toMatchObject({
      result: 'warn',
      detail: 'Handtekening klopt, ondertekenaar niet vastgesteld.',
    });
  });

  it('is what the time in the signature says, and its certificate', () =>
    expect(judge(goodFiles()[0]!)).toMatchObject({
      signedAt: '2027-03-02T10:00:00.000Z',
      signer: { notAfter: '2029-01-01T00:00:00.000Z' },
    }));
});

describeWithShared('the examples of others', () => {
  it.each([
    ['Signature-P-BG_BOR-1.pdf', []],
    ['coverage-base.pdf', ['pdf.cms']],
    ['coverage-tail-uncovered.pdf', ['pdf.range']],
    ['coverage-weird-byterange.pdf', ['pdf.range']],
    // BER of indefinite length, where PAdES asks for DER
    ['doc-firmado-T.pdf', ['pdf.cms']],
    ['doc-firmado-LT.pdf', ['pdf.cms']],
    ['hide.pdf', ['pdf.objects']],
    ['pades_infinite_loop.pdf', ['pdf.xref', 'pdf.range']],
    ['pdf-structtreeroot-changes.pdf', ['pdf.signatures']],
    ['siwa.pdf', ['pdf.objects']],
  ])('%s', (name, codes) => {
    const bytes = readFileSync(path.join(SHARED, 'vectors/pdf', name));
    expect(refusing(judgePdf(bytes, { trust: [], at: JUDGED_AT }))).toEqual(codes);
  });
});
