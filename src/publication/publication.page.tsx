import { Controller } from '@nestjs/common';
import { committeeName } from '../elections/committees.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { PUBLISHERS, publishInput, WATCHERS } from './publication-input.js';
import { PUBLISH_REFUSALS } from './publication.js';
import { PublishResult } from './publish-result.js';
import { PublishView, UnpublishedView } from './publish-view.js';
import { RESULTS_LAW } from './results.controller.js';
import { ShowUnpublished } from './show-unpublished.js';
import { PUBLISH_PATH, publishPath } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  openbaar: { tone: 'ok', title: 'Het bestand is openbaar. Iedereen kan het nu bekijken.' },
};

const params = { id: anId };
const list = page({
  path: PUBLISH_PATH,
  access: WATCHERS,
  title: 'Openbaar maken',
  law: RESULTS_LAW,
  nav: { label: 'Openbaar', place: 28 },
});
const of = { path: `${PUBLISH_PATH}/:id`, access: PUBLISHERS, law: RESULTS_LAW, params } as const;
const one = page({ ...of, title: 'Een bestand openbaar maken' });
const publishing = form({
  ...of,
  body: fields(publishInput),
  field: 'waar',
  grave: true,
  refusals: PUBLISH_REFUSALS,
});

/** Making results public, in the browser. */
@Controller()
export class PublicationPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly unpublished: ShowUnpublished,
    private readonly publishing: PublishResult,
    private readonly clock: Clock,
  ) {}

  @Handle(list)
  async list({ actor }: Input<typeof list>, { request }: Call): Promise<string> {
    const shown = await this.unpublished.run(actor);
    return await this.frame.html(request, {
      title: list.title,
      lead: shown.plan.definition.name,
      body: <UnpublishedView shown={shown} csb={actor.hat.body.level === 'CSB'} />,
    });
  }

  @Handle(one)
  one({ actor, params: { id } }: Input<typeof one>, call: Call): Promise<string> {
    return this.single(actor, id, call);
  }

  @Handle(publishing, (on: PublicationPage, { actor, params: { id } }, call) => on.single(actor, id, call))
  async publish({ actor, params: { id }, body }: Input<typeof publishing>) {
    await this.publishing.run(actor, id, body.address);
    return seeOther(`${publishPath(id)}?melding=openbaar`);
  }

  private async single(actor: PersonActor, id: string, { request, problems, typed }: Call): Promise<string> {
    const found = await this.publishing.show(actor, id);
    return await this.frame.html(request, {
      title: one.title,
      lead: committeeName(found.plan.committees, found.file.about),
      back: { href: PUBLISH_PATH, label: list.title },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <PublishView {...{ found, problems, typed }} now={this.clock.now()} />,
    });
  }
}
