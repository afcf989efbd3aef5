import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { ChecksCardView } from './checks-card-view.js';

/** For everybody: who helps by phone need not be signed in, and it holds nothing that the documents do not. */
const card = page({ path: '/controles/kaart', access: PUBLIC, title: 'Kaart van de controles' });

/** The card that lies beside the phone: every number, what it means, what to do. */
@Controller()
export class ChecksCardPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly settings: Settings,
  ) {}

  @Handle(card)
  async show(_: Input<typeof card>, { request }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: card.title,
      lead: 'Wat elk nummer betekent, en wat u dan doet. Twee bladen A4: druk de kaart af en leg haar bij de telefoon.',
      body: <ChecksCardView phone={this.settings.helpdeskPhone} />,
    });
  }
}
