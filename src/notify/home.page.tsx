import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { ListHats } from '../identity/choose-hat.js';
import { PUBLIC } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { ChooseHat, NoticesView, PublicView, StartView } from './home-view.js';
import { ListNotices } from './list-notices.js';
import { MarkNoticeSeen } from './mark-notice-seen.js';
import { MOST_NOTICES, NOTICE_READERS } from './notices.controller.js';
import { ShowDays } from './show-days.js';
import { ShowStart } from './show-start.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  ingesteld: {
    tone: 'ok',
    title: 'Uw account is ingesteld',
    text: 'Voeg bij Account een tweede passkey toe, voor als u de eerste kwijt bent.',
  },
};

const home = page({ path: '/', access: PUBLIC, title: 'Begin', nav: { label: 'Begin', place: 0 } });
const notices = page({ path: '/berichten', access: NOTICE_READERS, title: 'Berichten' });
const arrivalsRead = form({ path: '/berichten/gelezen', access: NOTICE_READERS });
const noticeRead = form({
  path: '/berichten/:id/gelezen',
  access: NOTICE_READERS,
  params: { id: anId },
  body: fields(z.object({ terug: z.unknown().optional() })),
});

/** The begin page, for anyone, for who has yet to choose a hat and for who is at work; and the notices behind it. */
@Controller()
export class HomePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly hats: ListHats,
    private readonly days: ShowDays,
    private readonly start: ShowStart,
    private readonly listNotices: ListNotices,
    private readonly seen: MarkNoticeSeen,
  ) {}

  @Handle(home)
  async home({ actor }: Input<typeof home>, { request }: Call): Promise<string> {
    switch (actor.kind) {
      case 'person': {
        const facts = await this.start.run(actor);
        const body = <StartView facts={facts} />;
        return await this.frame.html(request, { title: home.title, flash: flashOf(request, FLASHES), body });
      }
      case 'hatless': {
        const [hats, days] = await Promise.all([this.hats.run(actor.personId), this.days.run(actor)]);
        const body = <ChooseHat hats={hats} days={days} signedInAs={actor.name} />;
        return await this.frame.html(request, {
          title: 'Voor wie werkt u nu?',
          flash: flashOf(request, FLASHES),
          body,
        });
      }
      case 'anonymous':
      case 'system': {
        const body = <PublicView rehearsal={this.frame.isRehearsal} />;
        return await this.frame.html(request, { title: 'Digitaal overdrachtsplatform', body });
      }
    }
  }

  @Handle(notices)
  async notices({ actor }: Input<typeof notices>, { request }: Call): Promise<string> {
    const choice = { unseen: false, counted: true, limit: MOST_NOTICES };
    return await this.frame.html(request, {
      title: notices.title,
      active: '/',
      back: { href: '/', label: 'Begin' },
      body: <NoticesView notices={await this.listNotices.run(actor, choice)} />,
    });
  }

  @Handle(arrivalsRead)
  async readArrivals({ actor }: Input<typeof arrivalsRead>) {
    await this.seen.run(actor, { kind: 'counted' });
    return seeOther('/berichten');
  }

  @Handle(noticeRead)
  async read({ params, body, actor }: Input<typeof noticeRead>) {
    await this.seen.run(actor, { id: params.id });
    return seeOther(body.terug === '/berichten' ? '/berichten' : '/');
  }
}
