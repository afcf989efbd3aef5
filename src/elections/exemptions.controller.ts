import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Allow, CurrentPerson } from '../identity/access.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { parse } from '../platform/http/parse.js';
import { DeclareExemption } from './declare-exemption.js';
import { declarationSchema, exemptionJson } from './election-api.js';
import { EndExemption } from './end-exemption.js';
import { reasonOf } from './exemption.js';
import { ShowElection } from './show-election.js';

const UUID = z.uuid();

/** Files that are not due, for programs: `/v1/verkiezingen/:id/niet-verschuldigd`. */
@Controller('v1/verkiezingen/:id/niet-verschuldigd')
@Allow(['OPERATOR'])
export class ExemptionsController {
  constructor(
    private readonly election: ShowElection,
    private readonly declare: DeclareExemption,
    private readonly end: EndExemption,
  ) {}

  @Get()
  async list(@Param('id') id: string, @CurrentPerson() actor: PersonActor) {
    const { exemptions } = await this.election.run(id, actor);
    return { nietVerschuldigd: exemptions.map(exemptionJson) };
  }

  @Post()
  @HttpCode(201)
  async add(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() actor: PersonActor) {
    const { niveau, code, reden, toelichting } = parse(declarationSchema, body);
    const committee = { level: niveau, code };
    const made = await this.declare.run(id, { committee, reason: reasonOf(reden), note: toelichting }, actor);
    return await this.shown(id, made, actor);
  }

  @Post(':nummer/beeindigen')
  @HttpCode(200)
  async stop(@Param('id') id: string, @Param('nummer') nummer: string, @CurrentPerson() actor: PersonActor) {
    if (!UUID.safeParse(nummer).success) throw new Refusal('request.notFound');
    await this.end.run(id, nummer, actor);
    return await this.shown(id, nummer, actor);
  }

  private async shown(id: string, exemptionId: string, actor: PersonActor) {
    const { exemptions } = await this.election.run(id, actor);
    const found = exemptions.find((exemption) => exemption.id === exemptionId);
    if (found === undefined) throw new Refusal('request.notFound');
    return exemptionJson(found);
  }
}
