import { Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import { AttemptLog } from '../audit/attempts.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';
import { ConfigureElection } from './configure-election.js';
import { ElectionList, electionPath, type UploadRefused } from './elections-view.js';
import { ListElections } from './list-elections.js';
import { MAX_DEFINITION_BYTES } from './read-definition.js';
import { ELECTION_REFUSALS } from './refusals.js';

const NO_FILE: UploadRefused = {
  title: 'U koos geen bestand',
  detail: 'Kies de verkiezingsdefinitie en probeer het opnieuw.',
  reasons: [],
};
const TOO_LARGE: UploadRefused = {
  title: 'Het bestand is te groot',
  detail: 'Een verkiezingsdefinitie is hoogstens 2 MiB. Er is niets ingericht. Kies een ander bestand.',
  reasons: [],
};

/** The list of elections for the Kiesraad, and setting one up. */
@Controller('verkiezingen')
@Allow(['OPERATOR'])
export class ElectionsPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ListElections,
    private readonly configure: ConfigureElection,
    private readonly attempts: AttemptLog,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  list(@Req() request: FastifyRequest, @CurrentPerson() actor: PersonActor): Promise<string> {
    return this.page(request, actor, null);
  }

  @Post()
  async add(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const definition = await readUpload(request);
      if (definition === null) return await this.again(request, reply, actor, 400, NO_FILE);
      const plan = await this.configure.run(definition, actor);
      await reply.redirect(electionPath(plan.definition.id, '?melding=ingericht'), 303);
    } catch (error) {
      const shown = error instanceof Refusal ? explain(error) : null;
      if (shown === null) throw error;
      await this.attempts.record({
        actor,
        method: 'POST',
        route: '/verkiezingen',
        traceId: request.traceId,
        code: (error as Refusal).code,
      });
      await this.again(request, reply, actor, shown.status, shown.refused);
    }
  }

  private async again(
    request: FastifyRequest,
    reply: FastifyReply,
    actor: PersonActor,
    status: number,
    refused: UploadRefused,
  ): Promise<void> {
    const html = await this.page(request, actor, refused);
    await reply.status(status).type('text/html; charset=utf-8').send(html);
  }

  private async page(
    request: FastifyRequest,
    actor: PersonActor,
    refused: UploadRefused | null,
  ): Promise<string> {
    const elections = await this.elections.run(actor);
    return await this.frame.html(request, {
      title: 'Verkiezingen',
      hasErrors: refused !== null,
      body: <ElectionList elections={elections} refused={refused} />,
    });
  }
}

/** The file of the form; null when none was chosen. Refused: request.tooLarge. Reads the form to its end. */
async function readUpload(request: FastifyRequest): Promise<Uint8Array | null> {
  let definition: Uint8Array | null = null;
  let tooLarge = false;
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    const bytes = await readUpTo(part.file, MAX_DEFINITION_BYTES);
    if (bytes === null) tooLarge = true;
    else if (bytes.length > 0) definition ??= bytes;
  }
  if (tooLarge) throw new Refusal('request.tooLarge');
  return definition;
}

/** What the page says of a refusal that belongs at the form; null for others. */
function explain(refusal: Refusal): { status: number; refused: UploadRefused } | null {
  if (refusal.code === 'request.tooLarge') return { status: 413, refused: TOO_LARGE };
  if (refusal.code === 'election.alreadyConfigured') {
    const { status, title, detail } = ELECTION_REFUSALS[refusal.code];
    const id = String(refusal.details['id']);
    return { status, refused: { title, detail: detail.replace('{id}', id), reasons: [] } };
  }
  if (!(refusal instanceof RefusalWithReasons) || refusal.code !== 'election.definitionRefused') return null;
  const { status, title, detail } = ELECTION_REFUSALS[refusal.code];
  return { status, refused: { title, detail, reasons: refusal.errors } };
}
