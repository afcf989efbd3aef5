import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, CurrentPerson } from '../identity/access.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { AttemptLog } from '../audit/attempts.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { filterCommittees, pageOf, type CommitteeFilter } from './committee-list.js';
import { DeclareExemption } from './declare-exemption.js';
import { declarationSchema } from './election-api.js';
import { CalendarPanel, CommitteesPanel, ElectionFactsPanel } from './election-view.js';
import { electionPath } from './elections-view.js';
import { EndExemption } from './end-exemption.js';
import { reasonOf } from './exemption.js';
import { ExemptionsPanel, type DeclarationForm } from './exemptions-view.js';
import { RouteTable } from './routes-view.js';
import { ShowElection, type ElectionView } from './show-election.js';

const PER_PAGE = 50;
const UUID = z.uuid();

/** What an address may say of the list of committees; what it cannot mean is left out. */
const listQuery = z.object({
  niveau: z.enum(LEVELS).nullable().catch(null),
  zoek: z.string().max(100).catch(''),
  pagina: z.coerce.number().int().min(1).catch(1),
});

const FLASHES: Readonly<Record<string, Flash>> = {
  ingericht: { tone: 'ok', title: 'De verkiezing is ingericht.' },
  verklaard: { tone: 'ok', title: 'Vastgelegd: deze levering is niet verschuldigd.' },
  beeindigd: { tone: 'ok', title: 'Vastgelegd: deze levering is weer verschuldigd.' },
};

const EMPTY: DeclarationForm = { values: {}, problems: [] };

/** One election for the Kiesraad: facts, calendar, bodies, what is not due, routes. */
@Controller('verkiezingen/:id')
@Allow(['OPERATOR'])
export class ElectionPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly election: ShowElection,
    private readonly declare: DeclareExemption,
    private readonly end: EndExemption,
    private readonly attempts: AttemptLog,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    return await this.page(request, await this.election.run(id, actor), query, EMPTY);
  }

  @Get('routes')
  @Header('content-type', 'text/html; charset=utf-8')
  async routes(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
  ): Promise<string> {
    const { plan } = await this.election.run(id, actor);
    return await this.frame.html(request, {
      title: `Routes van ${plan.definition.name}`,
      back: { href: electionPath(id), label: 'Terug naar de verkiezing' },
      body: <RouteTable routes={plan.routes} />,
    });
  }

  @Post('niet-verschuldigd')
  async add(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.election.run(id, actor);
    const values = textsOf(body);
    const [niveau, code] = (values['orgaan'] ?? '').split(':');
    const parsed = declarationSchema.safeParse({
      niveau,
      code,
      reden: values['reden'],
      toelichting: values['toelichting'],
    });
    if (!parsed.success) {
      const { traceId } = request;
      const route = '/verkiezingen/:id/niet-verschuldigd';
      await this.attempts.record({ actor, method: 'POST', route, traceId, code: 'request.invalid' });
      const html = await this.page(request, view, {}, { values, problems: problemsOf(parsed.error) });
      await reply.status(400).type('text/html; charset=utf-8').send(html);
      return;
    }
    const { data } = parsed;
    const committee = { level: data.niveau, code: data.code };
    await this.declare.run(id, { committee, reason: reasonOf(data.reden), note: data.toelichting }, actor);
    await reply.redirect(electionPath(id, '?melding=verklaard'), 303);
  }

  @Post('niet-verschuldigd/:nummer/beeindigen')
  async stop(
    @Param('id') id: string,
    @Param('nummer') nummer: string,
    @CurrentPerson() actor: PersonActor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!UUID.safeParse(nummer).success) throw new Refusal('request.notFound');
    await this.end.run(id, nummer, actor);
    await reply.redirect(electionPath(id, '?melding=beeindigd'), 303);
  }

  private async page(
    request: FastifyRequest,
    view: ElectionView,
    query: unknown,
    form: DeclarationForm,
  ): Promise<string> {
    const { niveau, zoek, pagina } = listQuery.parse(query);
    const filter: CommitteeFilter = { level: niveau, search: zoek };
    const committees = pageOf(filterCommittees(view.plan.committees, filter), pagina, PER_PAGE);
    return await this.frame.html(request, {
      title: view.plan.definition.name,
      flash: flashOf(request, FLASHES),
      back: { href: '/verkiezingen', label: 'Alle verkiezingen' },
      hasErrors: form.problems.length > 0,
      body: (
        <>
          <ElectionFactsPanel view={view} />
          <CalendarPanel calendar={view.calendar} />
          <ExemptionsPanel view={view} form={form} />
          <CommitteesPanel view={view} filter={filter} page={committees} />
        </>
      ),
    });
  }
}

/** The texts of a form; a field that came twice counts as not filled in. */
function textsOf(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

/** One problem per field of the form; level and code are chosen as one. */
function problemsOf(error: z.ZodError): DeclarationForm['problems'] {
  const byField = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const name = String(path[0]);
    const chosen = name === 'niveau' || name === 'code';
    const field = chosen ? 'orgaan' : name;
    if (!byField.has(field)) byField.set(field, chosen ? 'Kies een orgaan.' : message);
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}
