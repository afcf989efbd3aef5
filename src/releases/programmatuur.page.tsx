import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { Clock } from '../kernel/clock.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, page, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { mayInstall } from './confirm-installed.js';
import { ElectionNames } from './election-names.js';
import { ProgrammatuurView, PublicReleaseView } from './public-view.js';
import { releaseName } from './release.js';
import { ShowReleases } from './show-releases.js';

const access = PUBLIC;
const limited = 'reading';
const params = { id: anId };

const list = page({
  path: '/programmatuur',
  access,
  limited,
  title: 'Programmatuur',
  query: z.object({ zoek: z.string().max(200).default('').catch('') }),
});
const one = page({ path: '/programmatuur/:id', access, limited, title: 'Een release', params });
/** What everybody may know of software, without an account. */
@Controller()
export class ProgrammatuurPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly releases: ShowReleases,
    private readonly names: ElectionNames,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  @Handle(list)
  async list({ query: { zoek } }: Input<typeof list>, { request }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: list.title,
      lead: 'De programmatuur die de Kiesraad beschikbaar stelt, met de vingerafdrukken van elk bestand.',
      body: <ProgrammatuurView releases={await this.releases.published(zoek)} search={zoek} />,
    });
  }

  @Handle(one)
  async one({ params, actor }: Input<typeof one>, { request }: Call): Promise<string> {
    const release = await this.releases.publicOne(params.id);
    return await this.frame.html(request, {
      title: releaseName(release),
      back: { href: list.path, label: list.title },
      body: (
        <PublicReleaseView
          release={release}
          now={this.clock.now()}
          site={this.settings.baseUrl}
          electionName={await this.names.run()}
          installs={mayInstall(actor, release)}
        />
      ),
    });
  }
}
