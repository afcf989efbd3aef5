import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { inSession, SIGNED_IN } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, page, type Input } from '../platform/http/route.js';
import { FollowedView } from './followed-view.js';
import { ShowNotice } from './show-notice.js';

const followed = page({
  path: '/berichten/:id',
  access: inSession(SIGNED_IN),
  title: 'Bericht',
  params: { id: anId },
});

/** Where a mail leads: one notice, for any of one's roles. */
@Controller()
export class FollowedPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly notices: ShowNotice,
  ) {}

  @Handle(followed)
  async show({ actor, params }: Input<typeof followed>, { request }: Call): Promise<string> {
    const found = await this.notices.run(params.id, actor);
    return await this.frame.html(request, {
      title: found.notice.title,
      active: '/',
      back: { href: '/berichten', label: 'Berichten' },
      body: <FollowedView found={found} worn={actor.kind === 'person' ? actor.hat.id : null} />,
    });
  }
}
