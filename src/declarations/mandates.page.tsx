import { Controller } from '@nestjs/common';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { readUpTo } from '../platform/http/read-body.js';
import { anId, form, page, PARTS, type Input } from '../platform/http/route.js';
import { FILE_REFUSALS, sendBytes } from '../platform/http/send-bytes.js';
import { HandOutDeclaration } from './hand-out-declaration.js';
import { KeepMandates, MAX_MANDATE_BYTES, type SentMandate } from './keep-mandates.js';
import { MandatesView, RevokeMandateView } from './mandates-view.js';
import { DECLARERS, type Asked } from './own.page.js';

const access = DECLARERS;
const FLASHES: Readonly<Record<string, Flash>> = {
  mandaat: { tone: 'ok', title: 'Het mandaat is toegevoegd' },
  ingetrokken: { tone: 'ok', title: 'Het mandaat is ingetrokken' },
};
const MANDATES = '/verklaring/mandaten';
const listing = page({ path: MANDATES, access, title: 'Mandaten' });
const adding = form({
  path: MANDATES,
  access,
  body: PARTS,
  field: 'bestand',
  refusals: ['declaration.badMandate', 'upload.noSpace'],
});
const ofMandate = { access, params: { id: anId } } as const;
const revoking = form({ ...ofMandate, path: '/verklaring/mandaten/:id/intrekken', grave: true });
const beforeRevoking = page({ ...ofMandate, path: revoking.path, title: 'Dit mandaat intrekken?' });
const paper = page({
  ...ofMandate,
  path: '/verklaring/mandaten/:id/bestand',
  title: 'Mandaat (PDF)',
  refusals: [...FILE_REFUSALS, 'declaration.damaged'],
});

/** The mandates of an organisation. */
@Controller()
export class MandatesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly mandates: KeepMandates,
    private readonly files: HandOutDeclaration,
  ) {}

  @Handle(listing)
  async list({ actor }: Pick<Asked, 'actor'>, { request, problems, typed }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: listing.title,
      lead: 'Wie mag namens uw bestuur de verklaring afleggen.',
      back: { href: '/verklaring', label: 'Alle verklaringen' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <MandatesView shown={await this.mandates.list(actor)} problems={problems} typed={typed} />,
    });
  }

  @Handle(adding, (on: MandatesPage, input, call) => on.list(input, call))
  async add({ actor }: Input<typeof adding>, { request, typed }: Call) {
    const sent = await readMandate(request);
    Object.assign(typed, { wie: sent.holder, tot: sent.until });
    await this.mandates.add(sent, actor);
    return seeOther(`${MANDATES}?melding=mandaat`);
  }

  @Handle(beforeRevoking)
  async beforeRevoke({ params: { id }, actor }: Input<typeof beforeRevoking>, { request }: Call) {
    const { mandates, names } = await this.mandates.list(actor);
    const mandate = mandates.find((each) => each.id === id && each.state === 'holds');
    if (mandate === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: beforeRevoking.title,
      back: { href: MANDATES, label: listing.title },
      body: <RevokeMandateView mandate={mandate} names={names} />,
    });
  }

  @Handle(revoking)
  async revoke({ params: { id }, actor }: Input<typeof revoking>) {
    await this.mandates.revoke(id, actor);
    return seeOther(`${MANDATES}?melding=ingetrokken`);
  }

  @Handle(paper)
  async paper({ params: { id }, actor }: Input<typeof paper>, call: Call): Promise<string> {
    await sendBytes(await this.files.mandate(id, actor), call);
    return '';
  }
}

/** Reads the form to its end; `bytes` null: larger than is taken. */
async function readMandate(request: FastifyRequest): Promise<SentMandate> {
  const given: Record<string, string> = {};
  let file: { readonly fileName: string; readonly bytes: Uint8Array | null } = {
    fileName: '',
    bytes: new Uint8Array(),
  };
  for await (const part of request.parts()) {
    if (part.type === 'file')
      file = { fileName: part.filename.slice(0, 200), bytes: await readUpTo(part.file, MAX_MANDATE_BYTES) };
    else if (typeof part.value === 'string') given[part.fieldname] = part.value;
  }
  return { ...file, holder: given['wie'] ?? '', until: given['tot'] ?? '' };
}
