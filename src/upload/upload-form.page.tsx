import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import { AttemptLog } from '../audit/attempts.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { AwaitVerdict } from './await-verdict.js';
import { formParts } from './form-parts.js';
import { ListSubmissions } from './list-submissions.js';
import { NewDeliveryView } from './new-delivery-view.js';
import { ReceiveForm } from './receive-form.js';
import { UPLOAD_REFUSALS } from './refusals.js';

const HTML = 'text/html; charset=utf-8';
/** What somebody can mend by choosing again: told at the field. The rest is a page of its own. */
const MENDABLE = ['upload.noFile', 'upload.tooManyFiles', 'upload.tooLarge'] as const;
type Mendable = (typeof MENDABLE)[number];

/** The form of step 1 without script: files and fields in one. */
@Controller('leveringen')
@Allow(COMMITTEE_LEVELS)
export class UploadFormPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly list: ListSubmissions,
    private readonly receive: ReceiveForm,
    private readonly verdict: AwaitVerdict,
    private readonly attempts: AttemptLog,
  ) {}

  @Post()
  async deliver(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!request.isMultipart()) throw new Refusal('request.unsupportedType');
    try {
      const length = Number(request.headers['content-length'] ?? Number.NaN);
      const parts = formParts(request.parts());
      const { id } = await this.receive.run(parts, Number.isNaN(length) ? null : length, actor);
      await this.verdict.run(id, actor);
      await reply.redirect(`/leveringen/${id}`, 303);
    } catch (error) {
      const code = mendable(error);
      if (code === null) throw error;
      await this.again(request, actor, reply, code);
    }
  }

  private async again(
    request: FastifyRequest,
    actor: PersonActor,
    reply: FastifyReply,
    code: Mendable,
  ): Promise<void> {
    const { method, traceId } = request;
    await this.attempts.record({ actor, method, route: '/leveringen', traceId, code });
    const list = await this.list.run(actor);
    const html = await this.frame.html(request, {
      title: 'Telbestand leveren',
      lead: `${list.senderName}, ${list.electionName}`,
      back: { href: '/leveringen', label: 'Leveringen' },
      hasErrors: true,
      body: <NewDeliveryView list={list} problem={TEXTS[code]} />,
    });
    await reply.status(UPLOAD_REFUSALS[code].status).type(HTML).send(html);
  }
}

const TEXTS: Readonly<Record<Mendable, string>> = {
  'upload.noFile': UPLOAD_REFUSALS['upload.noFile'].detail,
  'upload.tooManyFiles': UPLOAD_REFUSALS['upload.tooManyFiles'].detail,
  'upload.tooLarge':
    'Samen mogen de bestanden hoogstens 256 MB zijn. Controleer of u het goede bestand koos.',
};

function mendable(error: unknown): Mendable | null {
  if (!(error instanceof Refusal)) return null;
  return MENDABLE.find((code) => code === error.code) ?? null;
}
