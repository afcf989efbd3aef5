import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { EmptyState, LinkButton, Paragraph } from '../web/components/index.js';
import { ComposeRelease } from './compose-release.js';
import { ElectionNames } from './election-names.js';
import { aboutForm, fieldsOf } from './release-form.js';
import { ReleaseForm } from './release-form-view.js';
import { ReleaseTable } from './release-view.js';
import { releaseName, type Release } from './release.js';
import { RELEASE_KEEPERS } from './releases.controller.js';
import { ShowReleases } from './show-releases.js';

const access = RELEASE_KEEPERS;
const params = { id: anId };
const list = page({ path: '/releases', access, title: 'Releases', nav: { label: 'Releases', place: 45 } });
const making = page({ path: '/releases/nieuw', access, title: 'Nieuwe release' });
const made = form({
  path: '/releases',
  access,
  body: fields(aboutForm),
  field: 'versie',
  refusals: ['release.sameVersion'],
});
const changing = page({ path: '/releases/:id/wijzigen', access, title: 'Release wijzigen', params });
const changed = form({
  path: '/releases/:id/wijzigen',
  access,
  params,
  body: fields(aboutForm),
  field: 'versie',
  refusals: ['release.sameVersion', 'release.fixed'],
});

const FLASHES: Readonly<Record<string, Flash>> = {
  gemaakt: { tone: 'ok', title: 'Het concept is gemaakt', text: 'Voeg nu de bestanden toe.' },
};
const back = { href: '/releases', label: 'Releases' };

/** All releases for the Kiesraad, and what is said of one. */
@Controller()
export class ReleasesPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly releases: ShowReleases,
    private readonly compose: ComposeRelease,
    private readonly names: ElectionNames,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>, { request }: Call): Promise<string> {
    const all = await this.releases.all(actor);
    return await this.frame.html(request, {
      title: list.title,
      lead: 'Programmatuur die de Kiesraad beschikbaar stelt, van concept tot intrekking.',
      flash: flashOf(request, FLASHES),
      body: (
        <>
          <LinkButton href={making.path} kind="primary">
            Maak een nieuwe release
          </LinkButton>
          {all.length === 0 ? (
            <EmptyState title="Er is nog geen release">
              <Paragraph>Maak een concept, voeg de bestanden toe en laat twee personen goedkeuren.</Paragraph>
            </EmptyState>
          ) : (
            <ReleaseTable releases={all} base="/releases" caption="Releases" />
          )}
        </>
      ),
    });
  }

  @Handle(making)
  async fresh(_: { readonly actor: PersonActor }, call: Call): Promise<string> {
    return await this.form(call, null);
  }

  @Handle(made, (on: ReleasesPage, _, call) => on.form(call, null))
  async make({ body, actor }: Input<typeof made>) {
    return seeOther(`/releases/${(await this.compose.make(body, actor)).id}`);
  }

  @Handle(changing)
  async edit({ params, actor }: Asked, call: Call): Promise<string> {
    return await this.form(call, await this.releases.one(params.id, actor));
  }

  @Handle(changed, (on: ReleasesPage, input, call) => on.edit(input, call))
  async change({ params, body, actor }: Input<typeof changed>) {
    await this.compose.change(params.id, body, actor);
    return seeOther(`/releases/${params.id}`);
  }

  private async form({ request, problems, typed }: Call, release: Release | null): Promise<string> {
    const sent = request.method === 'POST';
    const chosen = sent
      ? [(request.body as { verkiezingen?: string | string[] }).verkiezingen ?? []].flat()
      : (release?.about.elections ?? []);
    const values = sent ? typed : release === null ? { gehost: 'eigen', soort: '' } : fieldsOf(release.about);
    return await this.frame.html(request, {
      title: release === null ? making.title : changing.title,
      lead: release === null ? undefined : releaseName(release),
      active: list.path,
      back: release === null ? back : { href: `/releases/${release.id}`, label: releaseName(release) },
      hasErrors: problems.length > 0,
      body: (
        <ReleaseForm
          action={release === null ? made.path : `/releases/${release.id}/wijzigen`}
          submit={release === null ? 'Maak het concept' : 'Bewaar'}
          elections={await this.names.options()}
          chosen={chosen}
          values={values}
          problems={problems}
        />
      ),
    });
  }
}

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}
