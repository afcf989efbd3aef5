import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, CurrentAccount, CurrentPerson, SignedIn } from '../identity/access.js';
import type { HatlessActor, PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { parse } from '../platform/http/parse.js';
import { readBody } from '../platform/http/read-body.js';
import { filterCommittees } from './committee-list.js';
import { ConfigureElection } from './configure-election.js';
import { committeeJson, electionJson, routeJson, summaryJson } from './election-api.js';
import { ListElections } from './list-elections.js';
import { MAX_DEFINITION_BYTES } from './read-definition.js';
import { ShowElection } from './show-election.js';

/** What narrows the list of committees. */
export const committeeQuery = z.object({
  niveau: z.enum(LEVELS, { error: 'Dit niveau bestaat niet.' }).optional(),
  zoek: z.string().max(100, 'Zoek met hoogstens 100 tekens.').optional(),
});

/** Elections for programs: `/v1/verkiezingen`. */
@Controller('v1/verkiezingen')
export class ElectionsController {
  constructor(
    private readonly elections: ListElections,
    private readonly election: ShowElection,
    private readonly configure: ConfigureElection,
  ) {}

  @Get()
  @SignedIn()
  async list(@CurrentAccount() actor: PersonActor | HatlessActor) {
    return { verkiezingen: (await this.elections.run(actor)).map(summaryJson) };
  }

  @Post()
  @HttpCode(201)
  @Allow(['OPERATOR'])
  async add(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const definition = await readBody(request.body, MAX_DEFINITION_BYTES);
    const { definition: made } = await this.configure.run(definition, actor);
    void reply.header('location', `/v1/verkiezingen/${encodeURIComponent(made.id)}`);
    return electionJson(await this.election.run(made.id, actor));
  }

  @Get(':id')
  @SignedIn()
  async show(@Param('id') id: string, @CurrentAccount() actor: PersonActor | HatlessActor) {
    return electionJson(await this.election.run(id, actor));
  }

  @Get(':id/stembureaus')
  @SignedIn()
  async committees(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentAccount() actor: PersonActor | HatlessActor,
  ) {
    const { niveau, zoek } = parse(committeeQuery, query);
    const { plan } = await this.election.run(id, actor);
    const shown = filterCommittees(plan.committees, { level: niveau ?? null, search: zoek ?? '' });
    return { stembureaus: shown.map(committeeJson) };
  }

  @Get(':id/routes')
  @SignedIn()
  async routes(@Param('id') id: string, @CurrentAccount() actor: PersonActor | HatlessActor) {
    const { plan } = await this.election.run(id, actor);
    return { routes: plan.routes.map(routeJson) };
  }
}
