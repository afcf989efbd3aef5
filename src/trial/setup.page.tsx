import { Controller, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { COMMITTEE_LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats } from '../platform/http/access.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import { EmptyState, Link, Paragraph } from '../web/components/index.js';
import { CheckSetup } from './check-setup.js';
import { DeliverTrial } from './deliver-trial.js';
import { BOARD, SetupBoardView, STATES } from './setup-board-view.js';
import { setupCsv } from './setup-csv.js';
import { readSetupForm, SEEN_FIELD } from './setup-form.js';
import { SETUP, SetupView, TRIAL_FIELD } from './setup-view.js';
import { ShowSetup } from './show-setup.js';
import { TRIAL_REFUSALS_OF, TRIERS } from './trials.controller.js';

const BODIES = hats([...COMMITTEE_LEVELS, 'MAYOR', 'COUNCIL']);
const KEEPERS = hats(['OPERATOR']);
const FLASHES: Readonly<Record<string, Flash>> = {
  klopt: { tone: 'ok', title: 'Uw antwoorden zijn verstuurd', text: 'U zei dat alles klopt.' },
  gemeld: {
    tone: 'ok',
    title: 'Uw antwoorden zijn verstuurd',
    text: 'De Kiesraad heeft bericht over wat er niet klopt.',
  },
  geprobeerd: {
    tone: 'ok',
    title: 'De proeflevering is gelukt',
    text: 'Het bestand is goedgekeurd. Het telt niet mee, en kan nooit als echte telling worden ingediend.',
  },
  nogEens: {
    tone: 'ok',
    title: 'Met dit bestand deed u al een proeflevering',
    text: 'Er is niets veranderd.',
  },
};

const NOTHING_SEEN = 'Open deze pagina opnieuw en beantwoord de vragen.';

const own = page({ path: SETUP, access: BODIES, title: 'Controleer de inrichting' });
const checking = form({
  path: SETUP,
  access: BODIES,
  body: fields(z.looseObject({ [SEEN_FIELD]: z.string(NOTHING_SEEN) })),
  field: 'stand',
  refusals: ['setup.changed', 'setup.tooMany'],
});
const trying = form({
  path: `${SETUP}/proeflevering`,
  access: TRIERS,
  body: PARTS,
  field: TRIAL_FIELD,
  refusals: TRIAL_REFUSALS_OF,
});
const ofElection = z.object({ verkiezing: z.string().max(120).optional().catch(undefined) });
const board = page({
  path: BOARD,
  access: KEEPERS,
  title: 'Wie de inrichting controleerde',
  query: ofElection.extend({
    stand: z.enum(STATES).nullable().catch(null),
    bladzijde: z.coerce.number().int().min(1).max(10_000).catch(1),
  }),
});
const csv = page({
  path: `${BOARD}/lijst.csv`,
  access: KEEPERS,
  title: 'Wie de inrichting controleerde, als CSV',
  type: 'text/csv; charset=utf-8',
  query: ofElection,
});

interface Asked {
  readonly actor: PersonActor;
}

/** A committee verifies how it is set up in a real election; the Kiesraad sees who did. */
@Controller()
export class SetupPage implements OnModuleInit {
  constructor(
    private readonly frame: PageFrame,
    private readonly setup: ShowSetup,
    private readonly check: CheckSetup,
    private readonly trial: DeliverTrial,
  ) {}

  onModuleInit(): void {
    this.frame.addPart('/verkiezingen/:id', async (_, electionId) => (
      <Paragraph>
        <Link href={`${BOARD}?verkiezing=${encodeURIComponent(electionId)}`}>
          Wie de inrichting controleerde, en wie een fout meldde
        </Link>
      </Paragraph>
    ));
  }

  @Handle(own)
  async own({ actor }: Asked, { request, problems, typed, refused }: Call): Promise<string> {
    const shown = await this.setup.own(actor);
    return await this.frame.html(request, {
      title: own.title,
      lead: `${shown.committee.name}, ${shown.plan.definition.name}`,
      active: shown.delivers ? '/leveringen' : '/ontvangen',
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <SetupView shown={shown} problems={problems} typed={typed} refused={refused} />,
    });
  }

  @Handle(checking, (on: SetupPage, input, call) => on.own(input, call))
  async answer({ body, actor }: Input<typeof checking>) {
    const { answers } = await this.check.run(readSetupForm(body), actor);
    return seeOther(`${SETUP}?melding=${answers.every(({ right }) => right) ? 'klopt' : 'gemeld'}`);
  }

  @Handle(trying, (on: SetupPage, input, call) => on.own(input, call))
  async deliver({ actor }: Input<typeof trying>, { request }: Call) {
    const { isNew } = await this.trial.run(request, actor);
    return seeOther(`${SETUP}?melding=${isNew ? 'geprobeerd' : 'nogEens'}`);
  }

  @Handle(board)
  async board(
    { query: { verkiezing, stand, bladzijde } }: Input<typeof board>,
    { request }: Call,
  ): Promise<string> {
    const [shown, elections] = await Promise.all([this.setup.board(verkiezing ?? null), this.setup.all()]);
    return await this.frame.html(request, {
      title: board.title,
      lead: shown?.plan.definition.name,
      active: '/verkiezingen',
      body:
        shown === null ? (
          <EmptyState title="Er is nog geen verkiezing" />
        ) : (
          <SetupBoardView board={shown} elections={elections} state={stand} page={bladzijde} />
        ),
    });
  }

  @Handle(csv)
  async csv({ query: { verkiezing } }: Input<typeof csv>): Promise<Answered<string>> {
    const shown = await this.setup.board(verkiezing ?? null);
    if (shown === null) throw new Refusal('request.notFound');
    const name = `inrichting_${shown.plan.definition.id}.csv`;
    return new Answered(200, setupCsv(shown), { 'content-disposition': saveAs(name) });
  }
}
