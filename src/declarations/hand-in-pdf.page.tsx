import '@fastify/multipart';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';
import { anId, form, page, PARTS, type Input } from '../platform/http/route.js';
import { FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { MAX_PDF_BYTES } from '../verify/pdf/limits.js';
import { formatDay } from '../web/format-time.js';
import { mandateNamed, OUTCOMES } from './declaration.js';
import { ownPath } from './form-view.js';
import { HandInPdf, type SentPdf } from './hand-in-pdf.js';
import { HandOutDeclaration } from './hand-out-declaration.js';
import { KeepMandates } from './keep-mandates.js';
import { flashOfRefused, ofDay, ofFields, type Asked } from './own.page.js';
import { HandInPdfView, PdfChecksView } from './pdf-view.js';
import { ShowOwn } from './show-own.js';
import { ShowPdf } from './show-pdf.js';

const MAX_SIGNATURE_BYTES = 64 * 1024;

const entering = page({
  ...ofDay,
  path: '/verklaring/:dag/inleveren',
  title: 'Verklaring als PDF inleveren',
});
const handingIn = form({
  ...ofDay,
  path: '/verklaring/:dag/inleveren',
  body: PARTS,
  refusals: [
    ...(['declaration.badPdf', 'declaration.notJudged', 'declaration.changed'] as const),
    ...(['declaration.mandateOver', 'declaration.noMandate', 'upload.noSpace'] as const),
  ],
});
const ofOne = { access: hats(['EXECUTIVE', 'OPERATOR']), params: { id: anId } } as const;
const checked = page({ ...ofOne, path: '/verklaring-pdf/:id', title: 'Controles van de PDF' });
const signed = page({
  ...ofOne,
  path: '/verklaring-pdf/:id/bestand',
  title: 'Verklaring zoals ondertekend (PDF)',
  refusals: [...FILE_REFUSALS, 'declaration.damaged'],
});

/** The declaration of a body as a PDF: handed in, and how it was judged. */
@Controller()
export class HandInPdfPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly own: ShowOwn,
    private readonly handIn: HandInPdf,
    private readonly mandates: KeepMandates,
    private readonly pdfs: ShowPdf,
    private readonly files: HandOutDeclaration,
  ) {}

  @Handle(entering)
  async enter(
    { params: { dag }, actor }: Asked,
    { request, problems, refused, typed }: Call,
  ): Promise<string> {
    const { body } = await this.own.one(dag, actor.hat.body.code);
    if (!body.must) throw new Refusal('request.notFound');
    if (refused === null) await this.handIn.begin(actor);
    const mandates = await this.mandates.mine(actor);
    return await this.frame.html(request, {
      title: entering.title,
      lead: `Stemming van ${formatDay(dag)}. Uiterlijk ${formatDay(body.due)}.`,
      back: { href: ownPath(dag), label: 'Uw verklaring' },
      flash: refused === null ? undefined : flashOfRefused(refused),
      hasErrors: problems.length > 0,
      body: <HandInPdfView {...{ body, mandates, problems: ofFields(problems), typed }} />,
    });
  }

  @Handle(handingIn, (on: HandInPdfPage, input, call) => on.enter(input, call))
  async add({ params: { dag }, actor }: Input<typeof handingIn>, { request, typed }: Call) {
    await this.handIn.begin(actor);
    await this.handIn.run(dag, await readSent(request, typed), actor);
    return seeOther(ownPath(dag, '?melding=afgelegd'));
  }

  @Handle(checked)
  async checks({ params: { id }, actor }: Input<typeof checked>, { request }: Call): Promise<string> {
    const received = await this.pdfs.run(id, actor);
    const isOwn = actor.hat.body.level === 'EXECUTIVE';
    return await this.frame.html(request, {
      title: checked.title,
      back: isOwn ? { href: '/verklaring', label: 'Alle verklaringen' } : { href: '/', label: 'Begin' },
      body: <PdfChecksView received={received} pdfPath={`/verklaring-pdf/${id}/bestand`} />,
    });
  }

  @Handle(signed)
  async signed({ params: { id }, actor }: Input<typeof signed>, call: Call): Promise<string> {
    await sendBytes(await this.files.declaration(id, actor), call);
    return '';
  }
}

const said = z.object({
  hoe: z.enum(['pdf', 'scan'], { error: 'Kies hoe de verklaring is ondertekend.' }),
  uitkomst: z.enum(OUTCOMES, { error: 'Kies wat uw bestuur verklaart.' }),
  onderzocht: z.string().default(''),
  verklaard: z.string().default(''),
  namens: mandateNamed,
  versie: z.coerce.number().int().min(0).catch(0),
});

/** Reads the form to its end, keeping what was typed. Refused: request.invalid with every field that is wrong. */
async function readSent(request: FastifyRequest, typed: Record<string, string>): Promise<SentPdf> {
  const files = new Map<string, { readonly name: string; readonly bytes: Uint8Array | null }>();
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const limit = part.fieldname === 'bestand' ? MAX_PDF_BYTES : MAX_SIGNATURE_BYTES;
      files.set(part.fieldname, { name: part.filename, bytes: await readUpTo(part.file, limit) });
    } else if (typeof part.value === 'string') typed[part.fieldname] = part.value.slice(0, 100);
  }
  const read = said.safeParse(typed);
  const [file, beside] = [files.get('bestand'), files.get('handtekening')];
  const faults = [
    ...(read.error?.issues ?? []).map(({ path, message }) => ({
      pointer: `/${path.join('/')}`,
      detail: message,
    })),
    ...fileFaults('bestand', file, `groter dan ${String(MAX_PDF_BYTES / 2 ** 20)} MB`),
    ...(beside?.bytes === null ? fileFaults('handtekening', beside, 'groter dan 64 kB') : []),
  ];
  if (!read.success || faults.length > 0 || !file?.bytes) throw new InvalidInput(faults);
  const { hoe: way, uitkomst: outcome, onderzocht, verklaard, namens: mandateId, versie: seen } = read.data;
  const signature = beside?.bytes && beside.bytes.length > 0 ? beside.bytes : null;
  const fileName = file.name.slice(0, 200);
  const days = { investigatedOn: onderzocht, declaredOn: verklaard };
  return { ...{ fileName, bytes: file.bytes, signature, way, outcome, mandateId, seen }, ...days };
}

function fileFaults(field: string, file: { readonly bytes: Uint8Array | null } | undefined, large: string) {
  if (file === undefined || file.bytes?.length === 0)
    return [{ pointer: `/${field}`, detail: 'Kies het bestand.' }];
  return file.bytes === null ? [{ pointer: `/${field}`, detail: `Het bestand is ${large}.` }] : [];
}
