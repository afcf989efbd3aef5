import { Body, Controller, Get, Header, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { parse } from '../platform/http/parse.js';
import { AskAgain } from './ask-again.js';
import { ListInbox } from './list-inbox.js';
import { InboxView } from './received-view.js';
import { boardQuery, RECEIVERS, requestBody } from './received-input.js';

const HTML = 'text/html; charset=utf-8';

const FLASHES: Readonly<Record<string, Flash>> = {
  gevraagd: {
    tone: 'ok',
    title: 'Uw verzoek is verstuurd',
    text: 'De mensen van het stembureau krijgen bericht. Het verzoek staat in het logboek.',
  },
};

/** The inbox in the browser. */
@Controller('ontvangen')
@Allow(RECEIVERS)
export class ReceivedPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly inbox: ListInbox,
    private readonly ask: AskAgain,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async list(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    const { verkiezing, status } = parse(boardQuery, query);
    const inbox = await this.inbox.run(actor, verkiezing ?? null);
    const filter = status ?? null;
    const path = filter === null ? '/ontvangen' : `/ontvangen?status=${filter}`;
    return await this.frame.html(request, {
      title: 'Ontvangen bestanden',
      lead: inbox.plan.definition.name,
      flash: flashOf(request, FLASHES),
      body: <InboxView inbox={inbox} level={actor.hat.body.level} filter={filter} path={path} />,
    });
  }

  @Post('verzoek')
  @Allow(['HSB', 'CSB'])
  async request(
    @Body() body: unknown,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { niveau, code, bericht } = parse(requestBody, body);
    await this.ask.run(actor, { committee: { level: niveau, code }, message: bericht });
    await reply.redirect('/ontvangen?melding=gevraagd', 303);
  }
}
