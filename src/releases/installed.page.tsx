import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS, LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { created, seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, json, page, route, type Input } from '../platform/http/route.js';
import { SHAPES } from '../platform/http/shapes.js';
import { ConfirmInstalled, mayInstall } from './confirm-installed.js';
import { InstalledForm } from './installed-view.js';
import type { Installed } from './installed.store.js';
import { pageOf } from './manifest.js';
import { aFingerprint } from './release-api.js';
import { releaseName } from './release.js';
import { RELEASE_LAW, RELEASE_TAG } from './releases.controller.js';
import { ShowReleases } from './show-releases.js';

const params = { id: anId };
const committees = hats(COMMITTEE_LEVELS);
const body = z.object({ vingerafdruk: aFingerprint });
const installedSchema = z
  .object({
    verkiezing: z.string(),
    orgaan: z.object({ niveau: z.enum(LEVELS), code: z.string() }),
    vingerafdruk: z.string(),
    gelijk: z.boolean().meta({ description: 'Of het de vingerafdruk van een bestand van de release is' }),
    op: z.iso.datetime(),
  })
  .register(SHAPES, { id: 'Installatie' });

const list = route({
  method: 'GET',
  path: '/v1/releases/:id/installaties',
  access: hats([...COMMITTEE_LEVELS, 'OPERATOR']),
  id: 'installaties',
  tag: RELEASE_TAG,
  summary: 'Wat uw orgaan meldde te hebben geïnstalleerd; de beheerder ziet alle organen',
  params,
  answers: {
    200: { description: 'De nieuwste eerst', schema: z.object({ installaties: z.array(installedSchema) }) },
  },
});
const tell = route({
  method: 'POST',
  path: '/v1/releases/:id/installaties',
  access: committees,
  law: RELEASE_LAW,
  id: 'installatieMelden',
  tag: RELEASE_TAG,
  summary: 'Melden welke vingerafdruk u zag bij het installeren; niet verplicht',
  params,
  body: json(body),
  answers: { 201: { description: 'Genoteerd', schema: installedSchema } },
  refusals: ['release.hostedCentrally'],
});
const asking = page({
  path: '/programmatuur/:id/installatie',
  access: committees,
  title: 'Wat installeerde u',
  params,
});
const telling = form({
  path: '/programmatuur/:id/installatie',
  access: committees,
  law: RELEASE_LAW,
  params,
  body: fields(body),
  field: 'vingerafdruk',
  refusals: ['release.hostedCentrally'],
});

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** What bodies installed, of their own accord. */
@Controller()
export class InstalledPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly releases: ShowReleases,
    private readonly installed: ConfirmInstalled,
  ) {}

  @Handle(list)
  async list({ params, actor }: Input<typeof list>) {
    const release = await this.releases.one(params.id, actor);
    return { installaties: (await this.installed.list(release.id, actor)).map(installedJson) };
  }

  @Handle(tell)
  async tell({ params: { id }, body, actor }: Input<typeof tell>) {
    const installed = await this.installed.run(id, body.vingerafdruk, actor);
    return created(`/v1/releases/${id}/installaties`, installedJson(installed));
  }

  @Handle(asking)
  async show({ params: { id }, actor }: Asked, { request, problems, typed }: Call): Promise<string> {
    const release = await this.releases.publicOne(id);
    if (!mayInstall(actor, release)) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: asking.title,
      lead: releaseName(release),
      back: { href: pageOf(id), label: releaseName(release) },
      hasErrors: problems.length > 0,
      body: (
        <InstalledForm
          release={release}
          said={await this.installed.list(id, actor)}
          phone={this.frame.phone}
          problems={problems}
          typed={typed['vingerafdruk']}
        />
      ),
    });
  }

  @Handle(telling, (on: InstalledPage, input, call) => on.show(input, call))
  async say({ params: { id }, body, actor }: Input<typeof telling>) {
    await this.installed.run(id, body.vingerafdruk, actor);
    return seeOther(`${pageOf(id)}/installatie`);
  }
}

function installedJson({ electionId, body: { level, code }, seen, index, at }: Installed) {
  return {
    verkiezing: electionId,
    orgaan: { niveau: level, code },
    vingerafdruk: seen,
    gelijk: index !== null,
    op: at.toISOString(),
  };
}
