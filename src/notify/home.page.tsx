import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { ListHats } from '../identity/choose-hat.js';
import { PUBLIC } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { ChooseHat, PublicView, StartView } from './home-view.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';
import { NOTICE_READERS } from './notices.controller.js';
import { ShowStart } from './show-start.js';

const home = page({ path: '/', access: PUBLIC, title: 'Begin', nav: { label: 'Begin', place: 0 } });
const arrivalsRead = form({ path: '/berichten/gelezen', access: NOTICE_READERS });
const noticeRead = form({
  path: '/berichten/:id/gelezen',
  access: NOTICE_READERS,
  params: { id: anId },
  body: fields(z.object({ terug: z.unknown().optional() })),
});

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

  @Handle(home)
  async home({ actor }: Input<typeof home>, { request }: Call): Promise<string> {
    switch (actor.kind) {
      case 'person': {
        const facts = await this.start.run(actor);
        const body = <StartView facts={facts} level={actor.hat.body.level} />;
        return await this.frame.html(request, { title: home.title, body });
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

  @Handle(arrivalsRead)
  async readArrivals({ actor }: Input<typeof arrivalsRead>) {
    await this.seen.run(actor, { kind: 'counted' });
    return seeOther('/');
  }

  @Handle(noticeRead)
  async read({ params, body, actor }: Input<typeof noticeRead>) {
    await this.seen.run(actor, { id: params.id });
    return seeOther(body.terug === '/berichten' ? '/berichten' : '/');
  }
}
