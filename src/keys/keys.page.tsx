import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AttemptLog } from '../audit/attempts.js';
import { electionsQuery, electionsTitle } from '../elections/choose-elections.js';
import { OnCallPhones } from '../frame/on-call-view.js';
import type { OnCallNow } from '../frame/on-call.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { form, page, PARTS, type Input } from '../platform/http/route.js';
import { userIdOf } from '../verify/cms/certificate.js';
import { EmptyState, Link, Panel, Paragraph } from '../web/components/index.js';
import { readCertificateForm } from './certificate-form.js';
import { CERTIFICATE_REFUSALS } from './certificate-of.js';
import { KeyBoardView } from './key-board-view.js';
import { KEY_KEEPERS, KEY_OWNERS, KEY_DECIDERS, LONGEST_CERTIFICATE } from './keys.controller.js';
import { keysCsv } from './key-csv.js';
import { KEY_FILTERS, KEY_SORTS } from './key-lines.js';
import { OwnKeysView } from './own-keys-view.js';
import { RegisterKeys, type CertificateOutcome } from './register-keys.js';
import { whyNot } from './registered-view.js';
import { ShowKeyBoard } from './show-key-board.js';
import { ShowKeys } from './show-keys.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  aangemeld: {
    tone: 'ok',
    title: 'De sleutel is aangemeld',
    text: 'Lees nu de vingerafdruk voor aan de Kiesraad. Hoe dat gaat, leest u hieronder.',
  },
  aangemeldElk: {
    tone: 'ok',
    title: 'Alles is aangemeld',
    text: 'Elk certificaat voor de verkiezing die erin staat. Lees nu de vingerafdrukken voor aan de Kiesraad, in één gesprek.',
  },
  een: {
    tone: 'ok',
    title: 'U keurde de sleutel goed, als eerste',
    text: 'Vraag een collega om de tweede goedkeuring.',
  },
  goedgekeurd: { tone: 'ok', title: 'De sleutel is goedgekeurd' },
  afgewezen: { tone: 'ok', title: 'De sleutel is afgewezen' },
  ingetrokken: { tone: 'ok', title: 'De sleutel is ingetrokken', text: 'Hij wordt niet meer gebruikt.' },
};

const number = z.coerce.number().int().min(1).max(10_000).catch(1);
const boardQuery = z.object({
  ...electionsQuery,
  bladzijde: number,
  stand: z.enum(KEY_FILTERS).nullable().catch(null),
  zoek: z.string().trim().max(80).catch(''),
  sorteer: z.enum(KEY_SORTS).catch('naam'),
});

const keys = page({
  path: '/sleutels',
  access: KEY_KEEPERS,
  title: 'Publieke sleutels',
  nav: { label: 'Sleutels', place: 40 },
  query: boardQuery,
});
const csv = page({
  path: '/sleutels/lijst.csv',
  access: KEY_DECIDERS,
  title: 'Publieke sleutels als CSV',
  type: 'text/csv; charset=utf-8',
  query: boardQuery,
});
const registration = form({
  path: '/sleutels',
  access: KEY_OWNERS,
  body: PARTS,
  field: 'bestand',
  refusals: [
    ...CERTIFICATE_REFUSALS,
    'keys.burnt',
    'keys.sharedFactor',
    'keys.alreadyRegistered',
    'keys.rejectedBefore',
    'keys.revokedBefore',
    'keys.inUseElsewhere',
  ],
});

/** Public keys: a committee's own, and for the operator those of every committee. */
@Controller()
export class KeysPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly keys: ShowKeys,
    private readonly boards: ShowKeyBoard,
    private readonly clock: Clock,
    private readonly register: RegisterKeys,
    private readonly attempts: AttemptLog,
  ) {}

  @Handle(keys)
  async show({ actor, query }: Input<typeof keys>, call: Call): Promise<string> {
    return actor.hat.role === 'operator' ? this.board(call.request, actor, query) : this.own(actor, call);
  }

  @Handle(csv)
  async list({ query }: Input<typeof csv>): Promise<Answered<string>> {
    const board = await this.boards.run(query, query, 1);
    if (board === null) throw new Refusal('request.notFound');
    const managers = await this.boards.whomToCall(board.chosen);
    const name = `sleutels_${board.votingDay ?? board.plans[0]!.definition.id}.csv`;
    return new Answered(200, keysCsv(board.chosen, managers), { 'content-disposition': saveAs(name) });
  }

  @Handle(registration, (on: KeysPage, { actor }, call) => on.own(actor, call))
  async add({ actor }: Input<typeof registration>, call: Call) {
    const { certificates, typed } = await readCertificateForm(call.request, LONGEST_CERTIFICATE);
    // a private key that was pasted, in whatever form, is not shown again
    if (typed !== undefined && /^[^{]*BEGIN CERTIFICATE(?![^]*PRIVATE)/.test(typed))
      call.typed['tekst'] = typed;
    const outcomes = await this.register.run(certificates, actor);
    const [first] = outcomes;
    if (outcomes.length === 1 && first?.kind === 'refused') throw first.refusal;
    const wrong = outcomes.filter((each) => each.kind === 'refused' || each.kind === 'failed');
    if (wrong.length === 0) {
      const own = first?.kind === 'registered' && first.key.electionId === actor.hat.electionId;
      return seeOther(`/sleutels?melding=${outcomes.length === 1 && own ? 'aangemeld' : 'aangemeldElk'}`);
    }
    for (const each of wrong) if (each.kind === 'refused') await this.note(each.refusal, actor, call);
    const problems = wrong.map((each) => ({ field: 'bestand', message: whyNot(each) }));
    return new Answered<string>(422, await this.own(actor, { ...call, problems }, outcomes));
  }

  /** A refusal of one file among several stands in the log as one of a form alone would. */
  private note({ code }: Refusal, actor: PersonActor, { request }: Call): Promise<void> {
    const { method, path: route } = registration;
    return this.attempts.record({ actor, method, route, traceId: request.traceId, code });
  }

  private async own(
    actor: PersonActor,
    { request, problems, typed }: Call,
    outcomes: readonly CertificateOutcome[] = [],
  ): Promise<string> {
    const { keys: own } = await this.keys.list({ page: 1 }, actor);
    const { electionId, body } = actor.hat;
    const hats = [...(await this.register.hatsFor(actor)).values()].filter(
      (hat) => hat.electionId !== electionId,
    );
    const elsewhere = await this.keys.ofElections(
      hats.map((hat) => hat.electionId!),
      actor,
    );
    const view = {
      keys: own,
      outcomes,
      others: hats.map(({ label, electionId: id }) => ({
        label,
        keys: elsewhere.filter((key) => key.electionId === id),
      })),
      provable: electionId !== null && (await this.keys.takesProofs(electionId)),
      now: this.clock.now(),
      electionId: electionId ?? '',
      userId: userIdOf(body.code),
      phone: this.frame.phone,
      problems,
      typed: typed['tekst'],
    };
    return this.frame.html(request, {
      title: keys.title,
      lead: 'Met deze sleutels controleert het platform de handtekening onder uw telbestanden.',
      active: '/sleutels',
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <>
          <OwnKeysView {...view} />
          {await this.frame.partsOf('/sleutels', actor, view.electionId)}
          <NoKeyAnyMore onCall={await this.frame.onCall.now()} />
          <ToKeyList electionId={view.electionId} />
        </>
      ),
    });
  }

  private async board(
    request: FastifyRequest,
    actor: PersonActor,
    query: z.infer<typeof boardQuery>,
  ): Promise<string> {
    const board = await this.boards.run(query, query, query.bladzijde);
    const only = board?.votingDay === null ? board.plans[0]!.definition.id : null;
    return this.frame.html(request, {
      title: keys.title,
      lead: board === null ? undefined : electionsTitle(board),
      active: '/sleutels',
      flash: flashOf(request, FLASHES),
      body:
        board === null ? (
          <EmptyState title="Er is nog geen verkiezing" icon="key">
            <Paragraph>
              Sleutels horen bij een verkiezing.{' '}
              <Link href="/verkiezingen">Richt eerst een verkiezing in.</Link>
            </Paragraph>
          </EmptyState>
        ) : (
          <>
            <KeyBoardView board={board} now={this.clock.now()} />
            {only === null ? null : await this.frame.partsOf('/sleutels', actor, only)}
            {only === null ? null : <ToKeyList electionId={only} />}
          </>
        ),
    });
  }
}

/** Whom to call now, and the way to one delivery without key: a room below this one. */
function NoKeyAnyMore({ onCall }: { onCall: readonly OnCallNow[] }) {
  return (
    <Panel title="Sleutel of computer kwijt?">
      <Paragraph>
        Maak op een andere computer een nieuwe sleutel en meld die hierboven aan. Bel daarna de Kiesraad:{' '}
        <OnCallPhones people={onCall} names />. Kan dat niet meer?{' '}
        <Link href="/terugval">Ik heb geen sleutel meer</Link>.
      </Paragraph>
    </Panel>
  );
}

/** The way to the signed list of what is usable: a room below this one makes it. */
function ToKeyList({ electionId }: { electionId: string }) {
  return (
    <Paragraph>
      <Link href={`/sleutellijsten/${encodeURIComponent(electionId)}`}>
        De ondertekende lijst van alle goedgekeurde sleutels van deze verkiezing
      </Link>
    </Paragraph>
  );
}
