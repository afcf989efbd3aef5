import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { Refusal } from '../kernel/refusal.js';
import { inSession, SIGNED_IN } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { Cards, EmptyState, Paragraph } from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { DayView, daysOf } from './days-view.js';
import { ShowDays } from './show-days.js';

/** A token stands for one role: only with a session. */
const access = inSession(SIGNED_IN);
const all = page({ path: '/dagen', access, title: 'Uw werk per stemming' });
const one = page({
  path: '/dagen/:dag',
  access,
  title: 'Stemming',
  params: { dag: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) },
});

/** What one person has to do in all their roles, by voting day. */
@Controller()
export class DaysPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly days: ShowDays,
  ) {}

  @Handle(all)
  async list({ actor }: Input<typeof all>, { request }: Call): Promise<string> {
    const days = await this.days.run(actor);
    return await this.frame.html(request, {
      title: all.title,
      lead: 'Alles wat u moet doen, in al uw rollen samen.',
      active: '/',
      back: { href: '/', label: 'Begin' },
      body:
        days.length === 0 ? (
          <EmptyState title="U hebt geen rol bij een verkiezing">
            <Paragraph>De beheerder van uw orgaan kan u een rol geven.</Paragraph>
          </EmptyState>
        ) : (
          <Cards items={daysOf(days)} />
        ),
    });
  }

  /** Refused: request.notFound for a day on which the person has no role. */
  @Handle(one)
  async show({ actor, params: { dag } }: Input<typeof one>, { request }: Call): Promise<string> {
    const [day] = await this.days.run(actor, dag);
    if (day === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: `${one.title} van ${formatDay(dag)}`,
      active: '/',
      back: { href: '/dagen', label: all.title },
      body: <DayView day={day} worn={actor.kind === 'person' ? actor.hat.id : null} href={`/dagen/${dag}`} />,
    });
  }
}
