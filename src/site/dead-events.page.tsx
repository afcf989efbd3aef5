import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { Health } from '../platform/health.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { hats } from '../platform/http/access.js';
import { ListDeadDispatches } from '../notify/dead-dispatches.js';
import { Link, Paragraph } from '../web/components/index.js';
import { DeadEventsBody, WellbeingPanel } from './dead-events-view.js';
import { ListDeadEvents, RetryEvents } from './dead-events.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  opnieuw: {
    tone: 'ok',
    title: 'Het platform probeert het opnieuw',
    text: 'Wat weer mislukt, staat hier na drie kwartier terug.',
  },
};

const access = hats(['OPERATOR']);
const list = page({
  path: '/opdrachten',
  access,
  title: 'Mislukte opdrachten',
  nav: { label: 'Opdrachten', place: 65 },
});
const again = form({
  path: '/opdrachten/opnieuw',
  access,
  /** Without a number: all of them. */
  body: fields(
    z.object({
      nummer: z
        .string()
        .regex(/^\d{1,18}$/)
        .transform(BigInt)
        .optional(),
    }),
  ),
});

/** Work that the platform gave up and how this process stands, for the Kiesraad as beheerder. */
@Controller()
export class DeadEventsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly dead: ListDeadEvents,
    private readonly post: ListDeadDispatches,
    private readonly retry: RetryEvents,
    private readonly health: Health,
  ) {}

  @Handle(list)
  async show(_input: Input<typeof list>, { request }: Call): Promise<string> {
    const [found, post] = await Promise.all([this.dead.run(), this.post.run()]);
    return this.frame.html(request, {
      title: list.title,
      lead: 'Werk dat het platform tien keer heeft geprobeerd en niet kon doen.',
      flash: flashOf(request, FLASHES),
      body: (
        <>
          <DeadEventsBody {...found} action={again.path} />
          <Paragraph>
            <Link href="/opdrachten/post">Mail en meldingen die niet aankwamen: {post.inAll}</Link>
          </Paragraph>
          <WellbeingPanel found={await this.health.look()} />
        </>
      ),
    });
  }

  @Handle(again)
  async again({ actor, body }: Input<typeof again>) {
    await this.retry.run(body.nummer ?? null, actor);
    return seeOther('/opdrachten?melding=opnieuw');
  }
}
