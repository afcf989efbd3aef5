import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { lines } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { created, seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, json, page, route, type Input } from '../platform/http/route.js';
import { exemptionJson, exemptionSchema, exemptionsSchema } from './election-api.js';
import { SetResultAside } from './set-aside.js';
import { EndSetAside, SET_ASIDE_PATH, SetAsideView } from './set-aside-view.js';

const access = hats(COMMITTEE_LEVELS);
const law = 'Kieswet Na 27, O 6, O 17, P 20b';
const tag = 'Verkiezingen';
const refusals = ['election.unknownCommittee', 'election.exemptionTwice'] as const;

const BOTH = 'Dit kan alleen als allebei waar is.';
const toelichting = lines(1000);
const ticked = z.literal('ja', { error: BOTH });
const stated = z.literal(true, { error: BOTH });

const shown = page({ path: SET_ASIDE_PATH, access, title: 'Uitkomst buiten beschouwing laten', law });
const declaring = form({
  path: SET_ASIDE_PATH,
  access,
  law,
  body: fields(z.object({ nietBetrouwbaar: ticked, nietTijdigHersteld: ticked, toelichting })),
  field: 'toelichting',
  refusals,
});
const one = { path: `${SET_ASIDE_PATH}/:nummer/beeindigen`, access, law, params: { nummer: anId } } as const;
const beforeEnding = page({ ...one, title: 'Gebruikt u de uitkomst toch?' });
const ending = form({ ...one, grave: true });

const list = route({
  method: 'GET',
  path: '/v1/buiten-beschouwing',
  access,
  law,
  id: 'buitenBeschouwing',
  tag,
  summary: 'Wat uw stembureau buiten beschouwing liet',
  answers: { 200: { description: 'De lijst, het nieuwste eerst', schema: exemptionsSchema } },
});
const declaration = route({
  method: 'POST',
  path: '/v1/buiten-beschouwing',
  access,
  law,
  id: 'buitenBeschouwingLaten',
  tag,
  summary: 'De uitkomst van de programmatuur buiten beschouwing laten',
  description:
    'Alleen als de programmatuur niet betrouwbaar werkte en dat niet op tijd kon worden hersteld. Vraagt een passkey die net is gebruikt: met een token kan het niet.',
  body: json(z.strictObject({ nietBetrouwbaar: stated, nietTijdigHersteld: stated, toelichting })),
  answers: {
    201: {
      description: 'Vastgelegd',
      schema: exemptionSchema,
      headers: { Location: 'Adres van de lijst' },
    },
  },
  refusals,
});

const FLASHES: Readonly<Record<string, Flash>> = {
  vastgelegd: { tone: 'ok', title: 'Vastgelegd. De Kiesraad en de ontvangers krijgen bericht.' },
  beeindigd: { tone: 'ok', title: 'Vastgelegd: de uitkomst telt weer mee.' },
};

/** A committee leaves the outcome of the software aside, for people and for programs. */
@Controller()
export class SetAsidePages {
  constructor(
    private readonly frame: PageFrame,
    private readonly setAside: SetResultAside,
  ) {}

  @Handle(shown)
  async show({ actor }: { actor: PersonActor }, { request, problems, typed }: Call): Promise<string> {
    const view = await this.setAside.show(actor);
    return await this.frame.html(request, {
      title: shown.title,
      lead: view.plan.definition.name,
      active: '/leveringen',
      back: { href: '/leveringen', label: 'Leveringen' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <SetAsideView shown={view} problems={problems} typed={typed} />,
    });
  }

  @Handle(declaring, (on: SetAsidePages, { actor }, call) => on.show({ actor }, call))
  async declare({ body, actor }: Input<typeof declaring>) {
    await this.setAside.declare(body.toelichting, actor);
    return seeOther(`${SET_ASIDE_PATH}?melding=vastgelegd`);
  }

  @Handle(beforeEnding)
  async beforeEnd({ params, actor }: Input<typeof beforeEnding>, { request }: Call): Promise<string> {
    const { inForce, plan } = await this.setAside.show(actor);
    if (inForce?.id !== params.nummer) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: beforeEnding.title,
      lead: plan.definition.name,
      active: '/leveringen',
      back: { href: SET_ASIDE_PATH, label: shown.title },
      body: <EndSetAside exemption={inForce} />,
    });
  }

  @Handle(ending)
  async end({ params: { nummer }, actor }: Input<typeof ending>) {
    await this.setAside.end(nummer, actor);
    return seeOther(`${SET_ASIDE_PATH}?melding=beeindigd`);
  }

  @Handle(list)
  async list({ actor }: Input<typeof list>) {
    const { inForce, before } = await this.setAside.show(actor);
    return { nietVerschuldigd: [...(inForce === null ? [] : [inForce]), ...before].map(exemptionJson) };
  }

  @Handle(declaration)
  async add({ body, actor }: Input<typeof declaration>) {
    const id = await this.setAside.declare(body.toelichting, actor);
    const { inForce } = await this.setAside.show(actor);
    if (inForce?.id !== id) throw new Refusal('request.notFound');
    return created('/v1/buiten-beschouwing', exemptionJson(inForce));
  }
}
