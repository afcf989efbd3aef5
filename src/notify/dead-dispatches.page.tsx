import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { DeadDispatchesView } from './dead-dispatches-view.js';
import { ListDeadDispatches, SendDispatchAgain } from './dead-dispatches.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  opnieuw: {
    tone: 'ok',
    title: 'Het platform verstuurt het opnieuw',
    text: 'Wat weer mislukt, staat hier straks terug.',
  },
};

const access = hats(['OPERATOR']);
const list = page({ path: '/opdrachten/post', access, title: 'Mail en meldingen die niet aankwamen' });
const again = form({
  path: '/opdrachten/post/opnieuw',
  access,
  /** Without one: all of them. */
  body: fields(z.object({ nummer: anId.optional() })),
});

/** What could not be sent, for the Kiesraad as beheerder. */
@Controller()
export class DeadDispatchesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly dead: ListDeadDispatches,
    private readonly retry: SendDispatchAgain,
  ) {}

  @Handle(list)
  async show(_input: Input<typeof list>, { request }: Call): Promise<string> {
    return this.frame.html(request, {
      title: list.title,
      lead: 'De andere kant weigerde, of was drie dagen niet bereikbaar.',
      active: '/opdrachten',
      back: { href: '/opdrachten', label: 'Mislukte opdrachten' },
      flash: flashOf(request, FLASHES),
      body: <DeadDispatchesView {...await this.dead.run()} action={again.path} />,
    });
  }

  @Handle(again)
  async again({ actor, body }: Input<typeof again>) {
    await this.retry.run(body.nummer ?? null, actor);
    return seeOther('/opdrachten/post?melding=opnieuw');
  }
}
