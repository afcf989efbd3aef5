import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { DecideRelease } from './decide-release.js';
import { WithdrawView } from './keeper-view.js';
import { isPublic, releaseName, withdraw } from './release.js';
import { approvalBody, RELEASE_DECIDERS, RELEASE_KEEPERS, withdrawalBody } from './releases.controller.js';
import { ShowReleasePage } from './show-release-page.js';
import { ShowReleases } from './show-releases.js';

const params = { id: anId };
const access = RELEASE_DECIDERS;
const one = page({ path: '/releases/:id', access: RELEASE_KEEPERS, title: 'Release', params });
const approval = form({
  path: '/releases/:id/goedkeuren',
  access,
  params,
  body: fields(approvalBody),
  field: 'vingerafdruk',
  refusals: ['release.otherDigest', 'release.notReady', 'release.approvedByYou', 'release.alreadyDecided'],
});
const publication = form({
  path: '/releases/:id/publiceren',
  access,
  params,
  field: 'vingerafdruk',
  refusals: ['release.notApproved', 'release.alreadyDecided'],
});
const withdrawing = page({ path: '/releases/:id/intrekken', access, title: 'Release intrekken', params });
const withdrawal = form({
  path: '/releases/:id/intrekken',
  access,
  params,
  body: fields(withdrawalBody),
  field: 'reden',
  refusals: ['release.notPublished', 'release.alreadyDecided'],
  grave: true,
});

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** One release for the Kiesraad, and the decisions about it. */
@Controller()
export class ReleasePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly page: ShowReleasePage,
    private readonly releases: ShowReleases,
    private readonly decide: DecideRelease,
  ) {}

  @Handle(one)
  show({ params, actor }: Asked, call: Call): Promise<string> {
    return this.page.html(params.id, actor, call);
  }

  @Handle(approval, (on: ReleasePage, input, call) => on.show(input, call))
  async approve({ params: { id }, body, actor }: Input<typeof approval>) {
    await this.decide.approve(id, body.vingerafdruk, actor);
    return seeOther(`/releases/${id}?melding=goedgekeurd`);
  }

  @Handle(publication, (on: ReleasePage, input, call) => on.show(input, call))
  async publish({ params: { id }, actor }: Input<typeof publication>) {
    await this.decide.publish(id, actor);
    return seeOther(`/releases/${id}?melding=gepubliceerd`);
  }

  /** What follows from withdrawing it; refused as the act itself is where there is nothing to withdraw. */
  @Handle(withdrawing)
  async beforeWithdrawing({ params: { id }, actor }: Asked, { request, problems, typed }: Call) {
    const release = await this.releases.one(id, actor);
    if (!isPublic(release)) withdraw(release, { at: release.made.at, by: actor.personId }, '');
    return await this.frame.html(request, {
      title: withdrawing.title,
      active: '/releases',
      back: { href: `/releases/${id}`, label: releaseName(release) },
      hasErrors: problems.length > 0,
      body: <WithdrawView release={release} problems={problems} typed={typed} />,
    });
  }

  @Handle(withdrawal, (on: ReleasePage, input, call) => on.beforeWithdrawing(input, call))
  async withdraw({ params: { id }, body, actor }: Input<typeof withdrawal>) {
    await this.decide.withdraw(id, body.reden, actor);
    return seeOther(`/releases/${id}?melding=ingetrokken`);
  }
}
