import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { calendarFile } from './calendar-file.js';
import { calendarDays } from './document.js';
import { PublicationsView } from './publications-view.js';
import { ShowRegister } from './show-register.js';

const list = page({
  path: '/publicaties',
  access: PUBLIC,
  title: 'Publicaties',
  query: z.object({ zoek: z.string().max(100).catch(''), verkiezing: z.string().max(120).catch('') }),
  limited: 'reading',
});
const calendar = page({
  path: '/publicaties/agenda.ics',
  access: PUBLIC,
  title: 'De kalender als bestand',
  type: 'text/calendar; charset=utf-8',
  limited: 'reading',
});

/** What is public of the elections, for everybody. */
@Controller()
export class PublicationsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly register: ShowRegister,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Handle(list)
  async list({ query }: Input<typeof list>, { request }: Call): Promise<string> {
    const [all, found] = await Promise.all([this.register.all(), this.register.found(query.zoek)]);
    return await this.frame.html(request, {
      title: list.title,
      lead: 'Wat van een verkiezing openbaar moet zijn, wanneer, en waar het staat.',
      body: (
        <PublicationsView elections={all.map(({ plan }) => plan.definition)} documents={found} {...query} />
      ),
    });
  }

  @Handle(calendar)
  async calendar(_: Input<typeof calendar>, { reply }: Call): Promise<string> {
    const events = (await this.register.all()).flatMap(({ plan, calendar, facts, documents }) =>
      calendarDays(calendar, facts, documents).map((day) => ({
        ...day,
        electionId: plan.definition.id,
        electionName: plan.definition.name,
      })),
    );
    void reply.header('content-disposition', 'attachment; filename="verkiezingen.ics"');
    return calendarFile(events, new URL(this.settings.baseUrl).host, this.clock.now());
  }
}
