import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentPerson } from '../identity/access.js';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { NoticesView } from './home-view.js';
import { ListNotices } from './list-notices.js';

const LIMIT = 200;

/** All notices in the browser, the newest 200. */
@Controller('berichten')
@Allow(LEVELS)
export class NoticesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly notices: ListNotices,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(@Req() request: FastifyRequest, @CurrentPerson() actor: PersonActor): Promise<string> {
    const notices = await this.notices.run(actor, { unseen: false, counted: true, limit: LIMIT });
    return await this.frame.html(request, {
      title: 'Berichten',
      active: '/',
      back: { href: '/', label: 'Begin' },
      body: <NoticesView notices={notices} />,
    });
  }
}
