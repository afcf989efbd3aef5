import { Body, Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, CurrentPerson, Public } from '../identity/access.js';
import { ListHats } from '../identity/list-hats.js';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { actorOf } from '../platform/http/request.js';
import { Settings } from '../platform/settings.js';
import { ChooseHat, PublicView, StartView } from './home-view.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';
import { ShowStart } from './show-start.js';

const HTML = 'text/html; charset=utf-8';

/** The begin page: for anyone, for who has yet to choose a hat, and for who is at work. */
@Controller()
export class HomePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly settings: Settings,
    private readonly hats: ListHats,
    private readonly start: ShowStart,
    private readonly seen: MarkNoticeSeen,
  ) {}

  @Get()
  @Public()
  @Header('content-type', HTML)
  async home(@Req() request: FastifyRequest): Promise<string> {
    const actor = actorOf(request);
    switch (actor.kind) {
      case 'person': {
        const facts = await this.start.run(actor);
        const body = <StartView facts={facts} level={actor.hat.body.level} />;
        return await this.frame.html(request, { title: 'Begin', body });
      }
      case 'hatless': {
        const hats = await this.hats.run(actor.personId);
        const body = <ChooseHat hats={hats} signedInAs={actor.name} />;
        return await this.frame.html(request, { title: 'Voor wie werkt u nu?', body });
      }
      case 'anonymous':
      case 'system': {
        const body = <PublicView rehearsal={this.settings.mode === 'rehearsal'} />;
        return await this.frame.html(request, { title: 'Digitaal overdrachtsplatform', body });
      }
    }
  }

  @Post('berichten/gelezen')
  @Allow(LEVELS)
  async readArrivals(@CurrentPerson() actor: PersonActor, @Res() reply: FastifyReply): Promise<void> {
    await this.seen.run(actor, { kind: 'counted' });
    await reply.redirect('/', 303);
  }

  @Post('berichten/:id/gelezen')
  @Allow(LEVELS)
  async read(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.seen.run(actor, { id });
    const back = (body as { terug?: unknown } | null)?.terug;
    await reply.redirect(back === '/berichten' ? '/berichten' : '/', 303);
  }
}
