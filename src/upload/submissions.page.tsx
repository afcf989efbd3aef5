import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { ListSubmissions } from './list-submissions.js';
import { SubmissionsView } from './submissions-view.js';
import { NewDeliveryView } from './new-delivery-view.js';

const HTML = 'text/html; charset=utf-8';
const FLASHES: Readonly<Record<string, Flash>> = {
  gestopt: {
    tone: 'info',
    title: 'De levering is gestopt',
    text: 'Er is niets ingediend. Het bestand is niet bewaard.',
  },
};

/** What a body delivered and must deliver, and the first step of delivering. */
@Controller('leveringen')
@Allow(COMMITTEE_LEVELS)
export class SubmissionsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly list: ListSubmissions,
  ) {}

  @Get()
  @Header('content-type', HTML)
  async all(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Query('voor') before?: unknown,
  ): Promise<string> {
    const number = typeof before === 'string' && /^\d{1,9}$/.test(before) ? Number(before) : null;
    const list = await this.list.run(actor, number);
    return await this.frame.html(request, {
      title: 'Leveringen',
      lead: `${list.senderName}, ${list.electionName}`,
      flash: flashOf(request, FLASHES),
      body: <SubmissionsView list={list} paged={number !== null} />,
    });
  }

  @Get('nieuw')
  @Header('content-type', HTML)
  async choose(@Req() request: FastifyRequest, @CurrentPerson() actor: PersonActor): Promise<string> {
    const list = await this.list.run(actor);
    return await this.frame.html(request, {
      title: 'Telbestand leveren',
      lead: `${list.senderName}, ${list.electionName}`,
      back: { href: '/leveringen', label: 'Leveringen' },
      body: <NewDeliveryView list={list} problem={null} />,
    });
  }
}
