import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { lines } from '../frame/text.js';
import { hats, inSession, PUBLIC } from '../platform/http/access.js';
import { created } from '../platform/http/answer.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { ComposeRelease } from './compose-release.js';
import { DecideRelease } from './decide-release.js';
import { aboutBody, aFingerprint, releaseJson, releaseSchema, releasesSchema } from './release-api.js';
import { ShowReleases } from './show-releases.js';

/** Who receives software must be able to establish that it is what was published. */
export const RELEASE_LAW = 'Kiesbesluit Ea 2 onder c';
/** No software without a published test outcome, or a statement that it is a minor change. */
const TEST_LAW = 'Kieswet Ea 2 lid 2, Ea 5 lid 2';
export const RELEASE_KEEPERS = hats(['OPERATOR']);
/** Who decides about them: never a token. */
export const RELEASE_DECIDERS = inSession(RELEASE_KEEPERS);
export const RELEASE_TAG = 'Releases';
/** Why a release is withdrawn: everybody reads it. */
export const withdrawalBody = z.object({ reden: lines(2000, 'Vul de reden in.') });
/** What the person saw whose approval it is. */
export const approvalBody = z.object({ vingerafdruk: aFingerprint });

const tag = RELEASE_TAG;
const access = RELEASE_KEEPERS;
const params = { id: anId };
const answers = { 200: { description: 'De release', schema: releaseSchema } } as const;
const RESERVED = 'Alleen in een sessie, met een passkey die net is gebruikt: niet met een token.';

const list = route({
  method: 'GET',
  path: '/v1/releases',
  access: PUBLIC,
  law: RELEASE_LAW,
  id: 'releases',
  tag,
  summary: 'Alle releases die zijn gepubliceerd of ingetrokken',
  description:
    'Zonder account. De beheerder ziet ook wat nog niet is gepubliceerd. Met `zoek` alleen waarin elk woord staat: programma, versie, verkiezing, bestandsnaam of het begin van een vingerafdruk.',
  query: z.object({ zoek: z.string().max(200).default('') }),
  limited: 'reading',
  fromAnywhere: true,
  answers: { 200: { description: 'De lijst, de nieuwste eerst', schema: releasesSchema } },
});
const show = route({
  method: 'GET',
  path: '/v1/releases/:id',
  access: PUBLIC,
  law: RELEASE_LAW,
  id: 'release',
  tag,
  summary: 'Eén release',
  params,
  limited: 'reading',
  fromAnywhere: true,
  answers,
});
const make = route({
  method: 'POST',
  path: '/v1/releases',
  access,
  id: 'releaseMaken',
  tag,
  summary: 'Een concept van een release maken',
  body: json(aboutBody),
  answers: {
    201: {
      description: 'Gemaakt; stuur nu de bestanden',
      schema: releaseSchema,
      headers: { Location: 'Adres van de release' },
    },
  },
  refusals: ['release.sameVersion'],
});
const change = route({
  method: 'PUT',
  path: '/v1/releases/:id',
  access,
  id: 'releaseVeranderen',
  tag,
  summary: 'Een concept veranderen',
  description: 'Goedkeuringen die er al waren, gelden dan niet meer.',
  params,
  body: json(aboutBody),
  answers,
  refusals: ['release.sameVersion', 'release.fixed'],
});
const approve = route({
  method: 'POST',
  path: '/v1/releases/:id/goedkeuren',
  access: RELEASE_DECIDERS,
  law: TEST_LAW,
  id: 'releaseGoedkeuren',
  tag,
  summary: 'Een release goedkeuren zoals u haar zag',
  description: RESERVED,
  params,
  body: json(approvalBody),
  answers,
  refusals: ['release.otherDigest', 'release.notReady', 'release.approvedByYou', 'release.alreadyDecided'],
});
const publish = route({
  method: 'POST',
  path: '/v1/releases/:id/publiceren',
  access: RELEASE_DECIDERS,
  law: TEST_LAW,
  id: 'releasePubliceren',
  tag,
  summary: 'Een goedgekeurde release publiceren',
  description: RESERVED,
  params,
  answers,
  refusals: ['release.notApproved', 'release.alreadyDecided'],
});
const withdraw = route({
  method: 'POST',
  path: '/v1/releases/:id/intrekken',
  access: RELEASE_DECIDERS,
  law: RELEASE_LAW,
  id: 'releaseIntrekken',
  tag,
  summary: 'Een release intrekken; dat is voorgoed',
  description: RESERVED,
  params,
  body: json(withdrawalBody),
  answers,
  refusals: ['release.notPublished', 'release.alreadyDecided'],
});

/** Releases for programs. */
@Controller()
export class ReleasesController {
  constructor(
    private readonly releases: ShowReleases,
    private readonly compose: ComposeRelease,
    private readonly decide: DecideRelease,
  ) {}

  @Handle(list)
  async list({ query: { zoek }, actor }: Input<typeof list>) {
    return { releases: (await this.releases.all(actor, zoek)).map(releaseJson) };
  }

  @Handle(show)
  async show({ params, actor }: Input<typeof show>) {
    return releaseJson(await this.releases.one(params.id, actor));
  }

  @Handle(make)
  async make({ body, actor }: Input<typeof make>) {
    const release = await this.compose.make(body, actor);
    return created(`/v1/releases/${release.id}`, releaseJson(release));
  }

  @Handle(change)
  async change({ params, body, actor }: Input<typeof change>) {
    return releaseJson(await this.compose.change(params.id, body, actor));
  }

  @Handle(approve)
  async approve({ params, body, actor }: Input<typeof approve>) {
    return releaseJson(await this.decide.approve(params.id, body.vingerafdruk, actor));
  }

  @Handle(publish)
  async publish({ params, actor }: Input<typeof publish>) {
    return releaseJson(await this.decide.publish(params.id, actor));
  }

  @Handle(withdraw)
  async withdraw({ params, body, actor }: Input<typeof withdraw>) {
    return releaseJson(await this.decide.withdraw(params.id, body.reden, actor));
  }
}
