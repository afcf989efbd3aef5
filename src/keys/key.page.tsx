import { Body, Controller, Get, Header, HttpCode, Param, Post, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { FormRefusals } from '../frame/form-refusals.js';
import { idOf } from '../identity/own-session.js';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { parse } from '../platform/http/parse.js';
import type { FieldProblem } from '../web/components/index.js';
import { KeyBody } from './key-body.js';
import { KeyDesk } from './key-desk.js';
import { reasonBody } from './keys.controller.js';
import { KEY_REFUSALS } from './refusals.js';
import { ShowKey } from './show-key.js';

/** A change that is done: back to the list with a word about it. */
const done = (melding: string) => `/sleutels?melding=${melding}`;

/** One key, and the decisions about it. */
@Controller('sleutels/:id')
export class KeyPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly key: ShowKey,
    private readonly desk: KeyDesk,
    private readonly forms: FormRefusals,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow([...COMMITTEE_LEVELS, 'OPERATOR'])
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    return this.page(request, idOf(id), actor);
  }

  @Post('goedkeuren')
  @Allow(['OPERATOR'])
  @Redirect(done('goedgekeurd'), 303)
  async approve(@Param('id') id: string, @CurrentPerson() actor: PersonActor): Promise<void> {
    await this.desk.approve(idOf(id), actor);
  }

  @Post('afwijzen')
  @Allow(['OPERATOR'])
  @HttpCode(200)
  async reject(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Body() body: unknown,
  ): Promise<void> {
    const change = async () => {
      await this.desk.reject(idOf(id), parse(reasonBody, body).reden, actor);
      return done('afgewezen');
    };
    await this.change(request, reply, { id, actor, field: 'reden-afwijzen', change });
  }

  @Post('intrekken')
  @Allow([...COMMITTEE_LEVELS, 'OPERATOR'])
  @HttpCode(200)
  async revoke(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @CurrentPerson() actor: PersonActor,
    @Body() body: unknown,
  ): Promise<void> {
    const change = async () => {
      await this.desk.revoke(idOf(id), parse(reasonBody, body).reden, actor);
      return done('ingetrokken');
    };
    await this.change(request, reply, { id, actor, field: 'reden-intrekken', change });
  }

  private async change(
    request: FastifyRequest,
    reply: FastifyReply,
    of: { id: string; actor: PersonActor; field: string; change: () => Promise<string> },
  ): Promise<void> {
    let next: string;
    try {
      next = await of.change();
    } catch (error) {
      const { field } = of;
      const found = await this.forms.problems(request, error, { table: KEY_REFUSALS, field });
      const problems = found.map(({ message }) => ({ field, message }));
      const page = await this.page(request, idOf(of.id), of.actor, problems);
      await reply.status(422).type('text/html; charset=utf-8').send(page);
      return;
    }
    await reply.redirect(next, 303);
  }

  private async page(
    request: FastifyRequest,
    id: string,
    actor: PersonActor,
    problems: readonly FieldProblem[] = [],
  ): Promise<string> {
    const { key, certificate } = await this.key.run(id, actor);
    const operator = actor.hat.role === 'operator';
    return this.frame.html(request, {
      title: 'Publieke sleutel',
      active: '/sleutels',
      back: { href: '/sleutels', label: 'Publieke sleutels' },
      hasErrors: problems.length > 0,
      body: (
        <KeyBody
          item={key}
          certificate={certificate}
          now={this.clock.now()}
          operator={operator}
          problems={problems}
        />
      ),
    });
  }
}
