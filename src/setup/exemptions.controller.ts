import { Controller } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Handle } from '../platform/http/handle.js';
import { anId, json, route, type Input } from '../platform/http/route.js';
import { DecideExemption } from './decide-exemption.js';
import { declarationSchema, exemptionJson, exemptionSchema, exemptionsSchema } from './election-api.js';
import { ELECTION_KEEPERS, electionParams } from './elections.controller.js';
import { reasonOf } from '../elections/exemption.js';
import { ShowElections } from './show-elections.js';

const TAG = 'Verkiezingen';

/** Whatever may free from delivering. */
const NOT_DUE = 'Kieswet Ea 13, Na 27, O 6, O 17, P 20b, Ya 3b lid 2';

const list = route({
  method: 'GET',
  path: '/v1/verkiezingen/:id/niet-verschuldigd',
  access: ELECTION_KEEPERS,
  law: NOT_DUE,
  id: 'nietVerschuldigd',
  tag: TAG,
  summary: 'Welke leveringen niet hoeven te komen, en waarom',
  params: electionParams,
  answers: { 200: { description: 'De lijst, ook wat beëindigd is', schema: exemptionsSchema } },
});

const declaration = route({
  method: 'POST',
  path: '/v1/verkiezingen/:id/niet-verschuldigd',
  access: ELECTION_KEEPERS,
  law: NOT_DUE,
  id: 'nietVerschuldigdVerklaren',
  tag: TAG,
  summary: 'Vastleggen dat een orgaan niet hoeft te leveren',
  params: electionParams,
  body: json(declarationSchema),
  answers: { 201: { description: 'Vastgelegd', schema: exemptionSchema } },
  refusals: [
    'election.unknownCommittee',
    'election.reasonDoesNotFit',
    'election.exemptionTwice',
    'election.setAsideIsTheirs',
  ],
});

const ending = route({
  method: 'POST',
  path: '/v1/verkiezingen/:id/niet-verschuldigd/:nummer/beeindigen',
  access: ELECTION_KEEPERS,
  law: NOT_DUE,
  id: 'nietVerschuldigdBeeindigen',
  tag: TAG,
  summary: 'De levering moet toch komen',
  params: { ...electionParams, nummer: anId },
  answers: { 200: { description: 'Beëindigd', schema: exemptionSchema } },
  refusals: ['election.setAsideIsTheirs'],
});

/** Files that are not due, for programs. */
@Controller()
export class ExemptionsController {
  constructor(
    private readonly elections: ShowElections,
    private readonly exemption: DecideExemption,
  ) {}

  @Handle(list)
  async list({ params, actor }: Input<typeof list>) {
    const { exemptions } = await this.elections.one(params.id, actor);
    return { nietVerschuldigd: exemptions.map(exemptionJson) };
  }

  @Handle(declaration)
  async add({ params: { id }, body, actor }: Input<typeof declaration>) {
    const { niveau, code, reden, toelichting } = body;
    const committee = { level: niveau, code };
    const made = await this.exemption.declare(
      id,
      { committee, reason: reasonOf(reden), note: toelichting },
      actor,
    );
    return await this.shown(id, made, actor);
  }

  @Handle(ending)
  async stop({ params: { id, nummer }, actor }: Input<typeof ending>) {
    await this.exemption.end(id, nummer, actor);
    return await this.shown(id, nummer, actor);
  }

  private async shown(id: string, exemptionId: string, actor: PersonActor) {
    const { exemptions } = await this.elections.one(id, actor);
    const found = exemptions.find((exemption) => exemption.id === exemptionId);
    if (found === undefined) throw new Refusal('request.notFound');
    return exemptionJson(found);
  }
}
