import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Redirect,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { parse } from '../platform/http/parse.js';
import { Allow, CurrentPerson } from '../identity/access.js';
import { FormRefusals, typedOf } from '../frame/form-refusals.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { idOf, sessionOf } from '../identity/own-session.js';
import { PeopleBody, type PeopleView } from './people-view.js';
import { PeopleDesk } from './people-desk.js';
import type { BodyRef } from '../identity/person.store.js';
import { BODY_REFUSALS } from './refusals.js';
import { emailAddress, line } from '../frame/text.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  beeindigd: {
    tone: 'ok',
    title: 'De rol is beëindigd',
    text: 'De persoon kan vanaf nu niets meer doen voor dit orgaan.',
  },
};

const invitation = z.object({
  naam: line(120, 'Vul de naam in.'),
  email: emailAddress,
  rol: z.enum(['member', 'manager', 'operator'], 'Kies een rol.'),
});
const bodyFields = z.object({
  verkiezing: line(120).optional().catch(undefined),
  niveau: z.enum(LEVELS).optional(),
  code: line(20).optional().catch(undefined),
});

/** The people of a body: for its managers, and for the operator those of every body. */
@Controller('mensen')
export class PeoplePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly desk: PeopleDesk,
    private readonly forms: FormRefusals,
  ) {}

  @Get()
  @Allow(LEVELS, ['manager', 'operator'])
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Query() query: unknown,
  ): Promise<string> {
    sessionOf(request);
    return this.page(request, actor, bodyOf(actor, query), { flash: flashOf(request, FLASHES) });
  }

  /** The answer shows the link to hand over; no address gives it again. */
  @Post()
  @Allow(LEVELS, ['manager', 'operator'])
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  async invite(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentPerson() actor: PersonActor,
    @Body() body: unknown,
  ): Promise<string> {
    sessionOf(request);
    const of = bodyOf(actor, body);
    try {
      const { naam, email, rol } = parse(invitation, body);
      const link = await this.desk.invite({ ...of, name: naam, email, role: rol }, actor);
      return await this.page(request, actor, of, { handOver: { name: naam, link } });
    } catch (error) {
      const problems = await this.forms.problems(request, error, { table: BODY_REFUSALS, field: 'email' });
      void reply.status(422);
      return this.page(request, actor, of, { problems, typed: typedOf(body) });
    }
  }

  @Post(':id/uitnodigen')
  @Allow(LEVELS, ['manager', 'operator'])
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  async renew(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<string> {
    sessionOf(request);
    const link = await this.desk.renew(idOf(id), actor);
    return this.page(request, actor, bodyOf(actor, body), { handOver: { name: null, link } });
  }

  @Post(':id/beeindigen')
  @Allow(LEVELS, ['manager', 'operator'])
  @Redirect('/mensen', 303)
  async end(
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ url: string; statusCode: number }> {
    sessionOf(request);
    await this.desk.end(idOf(id), actor);
    return { url: `/mensen?${addressOf(bodyOf(actor, body))}&melding=beeindigd`, statusCode: 303 };
  }

  private async page(
    request: FastifyRequest,
    actor: PersonActor,
    of: BodyRef,
    { flash, ...shown }: Partial<PeopleView> & { flash?: Flash | undefined },
  ): Promise<string> {
    const { people, bodyName } = await this.desk.show(of, actor);
    const operator = actor.hat.role === 'operator';
    const view = {
      of,
      bodyName,
      people,
      operator,
      own: actor.hat.id,
      problems: [],
      typed: {},
      handOver: null,
      ...shown,
    };
    return this.frame.html(request, {
      title: 'Mensen',
      lead: bodyName,
      active: '/mensen',
      flash,
      hasErrors: view.problems.length > 0,
      body: <PeopleBody {...view} />,
    });
  }
}

/** A manager's own body, whatever is asked; for the operator the body that the address or form names, else their own. */
function bodyOf({ hat }: PersonActor, asked: unknown): BodyRef {
  if (hat.role !== 'operator') return { electionId: hat.electionId, body: hat.body };
  const { verkiezing, niveau, code } = parse(bodyFields, asked ?? {});
  if (niveau === undefined || niveau === 'OPERATOR')
    return { electionId: null, body: { level: 'OPERATOR', code: 'OPERATOR' } };
  if (verkiezing === undefined) throw new Refusal('accounts.noSuchBody');
  return { electionId: verkiezing, body: { level: niveau, code: code ?? niveau } };
}

function addressOf({ electionId, body }: BodyRef): string {
  return new URLSearchParams({
    ...(electionId === null ? {} : { verkiezing: electionId }),
    niveau: body.level,
    code: body.code,
  }).toString();
}
