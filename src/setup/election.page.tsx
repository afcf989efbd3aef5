import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PageFrame, flashOf, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { filterCommittees, pageOf, type CommitteeFilter } from '../elections/committee-list.js';
import { DecideExemption } from './decide-exemption.js';
import { declarationForm } from './election-api.js';
import {
  CalendarPanel,
  CommitteesPanel,
  DraftAlert,
  ElectionFactsPanel,
  RouteTable,
} from './election-view.js';
import { ELECTION_KEEPERS, electionParams } from './elections.controller.js';
import { electionPath } from './elections-view.js';
import { reasonOf } from '../elections/exemption.js';
import { EndExemption, ExemptionsPanel, type DeclarationForm } from './exemptions-view.js';
import { ShowElections } from './show-elections.js';

const PER_PAGE = 50;

/** What an address may say of the list of committees; what it cannot mean is left out. */
const listQuery = z.object({
  niveau: z.enum(LEVELS).nullable().catch(null),
  zoek: z.string().max(100).catch(''),
  pagina: z.coerce.number().int().min(1).catch(1),
});

const FLASHES: Readonly<Record<string, Flash>> = {
  ingericht: { tone: 'ok', title: 'De verkiezing is ingericht.' },
  verklaard: { tone: 'ok', title: 'Vastgelegd: deze levering hoeft niet te komen.' },
  beeindigd: { tone: 'ok', title: 'Vastgelegd: deze levering moet toch komen.' },
};

const EMPTY: DeclarationForm = { values: {}, problems: [] };

const access = ELECTION_KEEPERS;
const params = electionParams;
const election = page({
  path: '/verkiezingen/:id',
  access,
  title: 'Verkiezing',
  params,
  query: listQuery,
});
const routes = page({ path: '/verkiezingen/:id/routes', access, title: 'Routes', params });
const declaration = form({
  path: '/verkiezingen/:id/niet-verschuldigd',
  access,
  params,
  body: fields(declarationForm),
  field: 'orgaan',
  refusals: [
    'election.unknownCommittee',
    'election.reasonDoesNotFit',
    'election.exemptionTwice',
    'election.setAsideIsTheirs',
  ],
});
const ofExemption = {
  path: '/verkiezingen/:id/niet-verschuldigd/:nummer/beeindigen',
  access,
  params: { ...params, nummer: anId },
} as const;
const beforeEnding = page({ ...ofExemption, title: 'Moet deze levering toch komen?' });
const ending = form({ ...ofExemption, grave: true });

/** One election for the Kiesraad: facts, calendar, bodies, what is not due, routes. */
@Controller()
export class ElectionPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ShowElections,
    private readonly exemption: DecideExemption,
  ) {}

  @Handle(election)
  async show({ params, query, actor }: Input<typeof election>, { request }: Call): Promise<string> {
    return await this.page(request, params.id, actor, query, EMPTY);
  }

  @Handle(routes)
  async routes({ params: { id }, actor }: Input<typeof routes>, { request }: Call): Promise<string> {
    const { plan } = await this.elections.one(id, actor);
    return await this.frame.html(request, {
      title: `Routes van ${plan.definition.name}`,
      back: { href: electionPath(id), label: 'Terug naar de verkiezing' },
      body: <RouteTable routes={plan.routes} />,
    });
  }

  @Handle(declaration, (on: ElectionPages, { params, actor }, { request, typed, problems }) =>
    on.page(request, params.id, actor, listQuery.parse({}), { values: typed, problems }),
  )
  async add({ params: { id }, body, actor }: Input<typeof declaration>) {
    const { orgaan: committee, reden, toelichting } = body;
    await this.exemption.declare(id, { committee, reason: reasonOf(reden), note: toelichting }, actor);
    return seeOther(electionPath(id, '?melding=verklaard'));
  }

  @Handle(beforeEnding)
  async beforeStop({ params, actor }: Input<typeof beforeEnding>, { request }: Call): Promise<string> {
    const view = await this.elections.one(params.id, actor);
    const exemption = view.exemptions.find(({ id, until }) => id === params.nummer && until === null);
    if (exemption === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: beforeEnding.title,
      lead: view.plan.definition.name,
      back: { href: electionPath(params.id), label: view.plan.definition.name },
      body: <EndExemption plan={view.plan} exemption={exemption} />,
    });
  }

  @Handle(ending)
  async stop({ params: { id, nummer }, actor }: Input<typeof ending>) {
    await this.exemption.end(id, nummer, actor);
    return seeOther(electionPath(id, '?melding=beeindigd'));
  }

  private async page(
    request: FastifyRequest,
    id: string,
    actor: PersonActor,
    { niveau, zoek, pagina }: z.infer<typeof listQuery>,
    form: DeclarationForm,
  ): Promise<string> {
    const view = await this.elections.one(id, actor);
    const { draft } = view.summary;
    const filter: CommitteeFilter = { level: niveau, search: zoek };
    const committees = pageOf(filterCommittees(view.plan.committees, filter), pagina, PER_PAGE);
    return await this.frame.html(request, {
      title: view.plan.definition.name,
      flash: flashOf(request, FLASHES),
      back: { href: '/verkiezingen', label: 'Alle verkiezingen' },
      hasErrors: form.problems.length > 0,
      body: (
        <>
          {draft ? <DraftAlert id={id} /> : null}
          <ElectionFactsPanel view={view} />
          <CalendarPanel calendar={view.calendar} />
          {draft ? null : <ExemptionsPanel view={view} form={form} />}
          <CommitteesPanel view={view} filter={filter} page={committees} />
          {await this.frame.partsOf('/verkiezingen/:id', actor, id)}
        </>
      ),
    });
  }
}
