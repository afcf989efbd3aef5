import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { lines } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { hats } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { parse } from '../platform/http/parse.js';
import { fields, form, json, page, PARTS, route, type Input } from '../platform/http/route.js';
import { ConfigureElection } from './configure-election.js';
import { ConfirmDefinition } from './confirm-definition.js';
import { EqualCopy } from './answer-view.js';
import { DEFINITION, DefinitionFacts, definitionPath, OwnDefinitionView } from './confirm-view.js';
import { DefinitionView } from './definition-view.js';
import { ownCommitteeOf, readDefinitionForm } from './definition-upload.js';
import { electionJson, electionSchema } from './election-api.js';
import { ELECTION_KEEPERS as access, electionParams as params } from './elections.controller.js';
import { electionPath } from './elections-view.js';
import { carriedFingerprints, fingerprintField } from './fingerprint-field.js';
import { ManyCompared, ManyOutcomes, ManyView } from './many-view.js';
import { OfferMany } from './offer-many.js';
import { ShowElections } from './show-elections.js';
import { ShowSetUp } from './show-set-up.js';

const confirmed = [
  'election.secondMustDiffer',
  'election.fingerprintDiffers',
  'election.lostCommittee',
] as const;

/** Beside the Kiesraad, who may work for a gemeente's own committee: whether they do, and for which, says mayConfirm. */
const confirmers = hats(['OPERATOR', 'CSB', 'EXECUTIVE']);
const shown = page({
  path: '/verkiezingen/:id/definitie',
  access: confirmers,
  title: 'Verkiezingsdefinitie',
  params,
});
const replacing = form({
  path: '/verkiezingen/:id/definitie',
  access,
  params,
  body: PARTS,
  field: 'definitie',
  refusals: [
    'election.noFile',
    'election.fileTooLarge',
    'election.zipRefused',
    'election.definitionRefused',
    'election.otherElection',
    'election.sameDefinition',
    'election.waitsForSecond',
  ],
});
const comparing = form({
  path: '/verkiezingen/:id/definitie/vergelijken',
  access: confirmers,
  params,
  body: PARTS,
  field: 'definitie',
  refusals: ['election.noFile', 'election.fileTooLarge', 'election.zipRefused', ...confirmed],
});
const confirming = form({
  path: '/verkiezingen/:id/definitie/bevestigen',
  access: confirmers,
  params,
  body: fields(z.object({ vingerafdruk: fingerprintField })),
  field: 'vingerafdruk',
  refusals: confirmed,
});
const rejecting = form({
  path: '/verkiezingen/:id/definitie/afwijzen',
  access: confirmers,
  params,
  body: fields(z.object({ waarom: lines(1000, 'Vul in wat er niet klopt.').optional() })),
  field: 'waarom',
  refusals: ['election.sayWhy'],
});
const many = page({ path: '/verkiezingen/samen', access, title: 'Veel verkiezingen tegelijk' });
const ofMany = {
  access,
  body: PARTS,
  field: 'definitie',
  refusals: ['election.noFile', 'election.fileTooLarge', 'election.zipRefused'],
} as const;
const offeringMany = form({ ...ofMany, path: '/verkiezingen/samen/aanbieden' });
const comparingMany = form({ ...ofMany, path: '/verkiezingen/samen/vergelijken' });
// without the files: they would not come along when the passkey is asked for
const confirmingMany = form({
  path: '/verkiezingen/samen/inrichten',
  access,
  field: 'definitie',
  body: fields(z.object({ vingerafdrukken: carriedFingerprints })),
});
const confirmation = route({
  method: 'POST',
  path: '/v1/verkiezingen/:id/definitie/bevestigen',
  access,
  id: 'definitieBevestigen',
  tag: 'Verkiezingen',
  summary: 'Als tweede persoon een aangeboden verkiezingsdefinitie bevestigen',
  description:
    'Geef de vingerafdruk van uw eigen exemplaar. Wie de definitie aanbood, kan haar niet bevestigen. Vraagt een passkey die net is gebruikt.',
  params,
  body: json(z.strictObject({ vingerafdruk: fingerprintField })),
  answers: { 200: { description: 'De verkiezing', schema: electionSchema } },
  refusals: confirmed,
});

const FLASHES: Readonly<Record<string, Flash>> = {
  aangeboden: {
    tone: 'ok',
    title: 'Aangeboden. Het is nog niet klaar.',
    text: 'Vraag een ander van de Kiesraad om te bevestigen.',
  },
  afgewezen: { tone: 'ok', title: 'Wat wachtte, is afgewezen.' },
  bevestigd: { tone: 'ok', title: 'Bevestigd: deze definitie geldt.' },
};

interface OfElection {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** Setting elections up by two persons: offering a 110a, confirming it, replacing it; one, or many at once. */
@Controller()
export class SetUpPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ShowElections,
    private readonly setUps: ShowSetUp,
    private readonly configure: ConfigureElection,
    private readonly confirm: ConfirmDefinition,
    private readonly several: OfferMany,
  ) {}

  @Handle(shown)
  async show({ params: { id }, actor }: OfElection, call: Call): Promise<string> {
    if (actor.hat.role !== 'operator') return await this.showToCommittee(id, actor, call);
    const { request, problems, typed } = call;
    const view = await this.elections.one(id, actor);
    const { name } = view.plan.definition;
    return await this.frame.html(request, {
      title: `Definitie van ${name}`,
      active: '/verkiezingen',
      back: view.summary.draft
        ? { href: '/verkiezingen', label: 'Alle verkiezingen' }
        : { href: electionPath(id), label: name },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: (
        <>
          <DefinitionView
            id={id}
            definition={view.plan.definition}
            setUp={await this.setUps.of(id)}
            draft={view.summary.draft}
            viewer={actor.personId}
            sent={{ problems, typed }}
          />
          {view.summary.draft ? <DefinitionFacts definition={view.plan.definition} /> : null}
        </>
      ),
    });
  }

  private async showToCommittee(id: string, actor: PersonActor, { request, problems, typed }: Call) {
    const offered = await this.setUps.toConfirm(id, actor);
    return await this.frame.html(request, {
      title: `Definitie van ${offered.definition.name}`,
      active: '/',
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <OwnDefinitionView offered={offered} sent={{ problems, typed }} />,
    });
  }

  @Handle(replacing, (on: SetUpPages, input, call) => on.show(input, call))
  async replace({ params: { id }, actor }: Input<typeof replacing>, { request }: Call) {
    const { chosen, typed } = await readDefinitionForm(request);
    const { waarom: why } = parse(z.object({ waarom: lines(1000) }), typed);
    await this.configure.replace(id, chosen[0].bytes, { why, ...ownCommitteeOf(typed) }, actor);
    return seeOther(definitionPath(id, '?melding=aangeboden'));
  }

  @Handle(comparing, (on: SetUpPages, input, call) => on.show(input, call))
  async compare({ params: { id }, actor }: Input<typeof comparing>, { request }: Call): Promise<string> {
    const { chosen } = await readDefinitionForm(request);
    const fingerprint = await this.confirm.compare(id, chosen[0].bytes, actor);
    return await this.frame.html(request, {
      title: 'Klopt dit?',
      active: actor.hat.role === 'operator' ? '/verkiezingen' : '/',
      back: { href: definitionPath(id), label: 'De definitie' },
      body: <EqualCopy subject={DEFINITION} at={definitionPath(id)} hidden={{ vingerafdruk: fingerprint }} />,
    });
  }

  @Handle(confirming, (on: SetUpPages, input, call) => on.show(input, call))
  async accept({ params: { id }, body, actor }: Input<typeof confirming>) {
    await this.confirm.confirm(id, body.vingerafdruk, actor);
    const own = actor.hat.role !== 'operator';
    return seeOther(own ? definitionPath(id, '?melding=bevestigd') : electionPath(id, '?melding=ingericht'));
  }

  @Handle(rejecting, (on: SetUpPages, input, call) => on.show(input, call))
  async reject({ params: { id }, body, actor }: Input<typeof rejecting>) {
    await this.confirm.reject(id, body.waarom ?? null, actor);
    const there = actor.hat.role !== 'operator' || (await this.elections.isSetUp(id));
    return seeOther(there ? definitionPath(id, '?melding=afgewezen') : '/verkiezingen?melding=afgewezen');
  }

  @Handle(confirmation)
  async confirmed({ params: { id }, body, actor }: Input<typeof confirmation>) {
    await this.confirm.confirm(id, body.vingerafdruk, actor);
    return electionJson(await this.elections.one(id, actor));
  }

  @Handle(many)
  async many({ actor }: { actor: PersonActor }, { request, problems }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: many.title,
      active: '/verkiezingen',
      back: { href: '/verkiezingen', label: 'Alle verkiezingen' },
      hasErrors: problems.length > 0,
      body: <ManyView waiting={await this.setUps.waiting()} viewer={actor.personId} problems={problems} />,
    });
  }

  @Handle(offeringMany, (on: SetUpPages, { actor }, call) => on.many({ actor }, call))
  async offerMany({ actor }: Input<typeof offeringMany>, { request }: Call): Promise<string> {
    const { chosen, typed } = await readDefinitionForm(request);
    const outcomes = await this.several.offer(chosen, ownCommitteeOf(typed), actor);
    const right = outcomes.filter(({ refused }) => refused === null).length;
    return await this.frame.html(request, {
      title: `${right} van de ${outcomes.length} aangeboden`,
      active: '/verkiezingen',
      back: { href: many.path, label: many.title },
      body: <ManyOutcomes outcomes={outcomes} />,
    });
  }

  @Handle(comparingMany, (on: SetUpPages, { actor }, call) => on.many({ actor }, call))
  async compareMany({ actor }: Input<typeof comparingMany>, { request }: Call): Promise<string> {
    const { chosen } = await readDefinitionForm(request);
    return await this.frame.html(request, {
      title: 'Klopt dit?',
      active: '/verkiezingen',
      back: { href: many.path, label: many.title },
      body: <ManyCompared compared={await this.several.compare(chosen, actor)} />,
    });
  }

  @Handle(confirmingMany, (on: SetUpPages, { actor }, call) => on.many({ actor }, call))
  async confirmMany({ body, actor }: Input<typeof confirmingMany>) {
    await this.several.confirm(body.vingerafdrukken, actor);
    return seeOther('/verkiezingen?melding=bevestigd');
  }
}
