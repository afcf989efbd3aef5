import { Injectable } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Call } from '../platform/http/handle.js';
import { ConfirmInstalled } from './confirm-installed.js';
import { ElectionNames } from './election-names.js';
import { KeeperView } from './keeper-view.js';
import { releaseName } from './release.js';
import { ShowReleases } from './show-releases.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  goedgekeurd: { tone: 'ok', title: 'Uw goedkeuring is genoteerd' },
  gepubliceerd: {
    tone: 'ok',
    title: 'De release is gepubliceerd',
    text: 'Iedereen kan de bestanden ophalen.',
  },
  ingetrokken: {
    tone: 'ok',
    title: 'De release is ingetrokken',
    text: 'De bestanden worden niet meer uitgereikt.',
  },
};

/** The page of one release for the Kiesraad, from whichever form it is shown again. */
@Injectable()
export class ShowReleasePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly releases: ShowReleases,
    private readonly installed: ConfirmInstalled,
    private readonly names: ElectionNames,
    private readonly clock: Clock,
  ) {}

  async html(id: string, actor: PersonActor, { request, problems, typed }: Call): Promise<string> {
    const release = await this.releases.one(id, actor);
    const said = await this.installed.list(id, actor);
    return await this.frame.html(request, {
      title: releaseName(release),
      active: '/releases',
      back: { href: '/releases', label: 'Releases' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: (
        <KeeperView
          release={release}
          viewer={actor.personId}
          now={this.clock.now()}
          electionName={await this.names.run()}
          said={said}
          bodyName={await this.names.bodies(said.map(({ electionId }) => electionId))}
          problems={problems}
          typed={typed}
        />
      ),
    });
  }
}
