import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { NoticesView } from './home-view.js';
import { ListNotices } from './list-notices.js';
import { NOTICE_READERS } from './notices.controller.js';

const LIMIT = 200;
const list = page({ path: '/berichten', access: NOTICE_READERS, title: 'Berichten' });

/** All notices in the browser, the newest 200. */
@Controller()
export class NoticesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly notices: ListNotices,
  ) {}

  @Handle(list)
  async show({ actor }: Input<typeof list>, { request }: Call): Promise<string> {
    const notices = await this.notices.run(actor, { unseen: false, counted: true, limit: LIMIT });
    return await this.frame.html(request, {
      title: list.title,
      active: '/',
      back: { href: '/', label: 'Begin' },
      body: <NoticesView notices={notices} />,
    });
  }
}
