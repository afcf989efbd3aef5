import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EventCatalogue } from '../audit/event-catalogue.js';
import { ShowAuditLog } from '../audit/show-audit-log.js';
import type { PersonActor } from '../kernel/actor.js';
import { Allow, CurrentPerson } from '../identity/access.js';
import { AuditLogBody } from './audit-log-view.js';
import { logFilterOf, queryOf } from './audit-log-filter.js';
import { PageFrame } from '../frame/page-frame.js';

/** The log, for the Kiesraad as beheerder. */
@Controller('logboek')
export class AuditLogPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly log: ShowAuditLog,
    private readonly catalogue: EventCatalogue,
  ) {}

  @Get()
  @Allow(['OPERATOR'])
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Query() query: unknown,
  ): Promise<string> {
    const filter = logFilterOf(query, this.catalogue);
    const page = await this.log.run(queryOf(filter), actor);
    return this.frame.html(request, {
      title: 'Logboek',
      lead: 'Elke handeling en elke geweigerde poging, de nieuwste eerst. Niemand kan hier iets veranderen of weghalen.',
      body: <AuditLogBody filter={filter} page={page} catalogue={this.catalogue} />,
    });
  }
}
