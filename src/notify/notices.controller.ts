import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Allow, CurrentPerson } from '../identity/access.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { parse } from '../platform/http/parse.js';
import { ListNotices } from './list-notices.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';

const LIMIT = 200;
const noticesQuery = z.object({ ongelezen: z.enum(['0', '1']).default('0') });

/** Notices, for programs: `/v1/berichten`, the newest 200. */
@Controller('v1/berichten')
@Allow(LEVELS)
export class NoticesController {
  constructor(
    private readonly notices: ListNotices,
    private readonly seen: MarkNoticeSeen,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentPerson() actor: PersonActor) {
    const unseen = parse(noticesQuery, query).ongelezen === '1';
    const notices = await this.notices.run(actor, { unseen, counted: true, limit: LIMIT });
    return {
      berichten: notices.map(({ id, at, seenAt, facts, title, text, href }) => ({
        id,
        soort: facts.kind,
        tijd: at.toISOString(),
        gelezen: seenAt?.toISOString() ?? null,
        titel: title,
        tekst: text,
        adres: href,
      })),
    };
  }

  @Post(':id/gelezen')
  @HttpCode(204)
  async read(@Param('id') id: string, @CurrentPerson() actor: PersonActor): Promise<void> {
    await this.seen.run(actor, { id });
  }
}
