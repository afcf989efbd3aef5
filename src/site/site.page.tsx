import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { Health } from '../platform/health.js';
import { PUBLIC } from '../platform/http/access.js';
import { Answered } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, type Input } from '../platform/http/route.js';
import { readyAnswer } from '../platform/watch-server.js';
import { Settings } from '../platform/settings.js';
import { AccessibilityStatement } from '../web/texts/accessibility.js';
import { PrivacyNote } from '../web/texts/privacy.js';
import { securityTxt } from '../web/texts/security-txt.js';

const access = PUBLIC;
const type = 'application/json; charset=utf-8';
const YEAR_MS = 364 * 24 * 3600 * 1000;

const accessibility = page({ path: '/toegankelijkheid', access, title: 'Toegankelijkheid' });
const privacy = page({ path: '/privacy', access, title: 'Privacy' });
/** RFC 9116. */
const security = page({
  path: '/.well-known/security.txt',
  access,
  title: 'Beveiligingslek melden',
  type: 'text/plain; charset=utf-8',
});
/** Whether this process runs at all; for whoever would start it again. */
const live = page({ path: '/health/live', access, title: 'Draait dit proces', type });
/** Whether it can do its work, part by part; for whoever sends it requests. 503 when not, and while it stops. */
const ready = page({ path: '/health/ready', access, title: 'Kan dit proces werken', type });
/** The same under its older name. */
const wellbeing = page({ path: '/gezondheid', access, title: ready.title, type });

/** What every government site says of itself, and whether it is well. */
@Controller()
export class SitePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly health: Health,
  ) {}

  private get email(): string {
    return this.settings.securityContact.replace(/^mailto:/, '');
  }

  @Handle(accessibility)
  async accessibility(_: Input<typeof accessibility>, { request }: Call): Promise<string> {
    const body = <AccessibilityStatement email={this.email} phone={this.settings.helpdeskPhone} />;
    return this.frame.html(request, { title: accessibility.title, body });
  }

  @Handle(privacy)
  async privacy(_: Input<typeof privacy>, { request }: Call): Promise<string> {
    return this.frame.html(request, { title: privacy.title, body: <PrivacyNote email={this.email} /> });
  }

  @Handle(security)
  async security() {
    return securityTxt({
      contacts: [this.settings.securityContact],
      expires: new Date(this.clock.now().getTime() + YEAR_MS),
      canonical: this.settings.baseUrl + security.path,
    });
  }

  @Handle(live)
  async live() {
    return JSON.stringify({ status: 'ok' });
  }

  @Handle(ready)
  async ready() {
    const { status, body } = await readyAnswer(this.health, 'world');
    return new Answered(status, body);
  }

  @Handle(wellbeing)
  wellbeing() {
    return this.ready();
  }
}
